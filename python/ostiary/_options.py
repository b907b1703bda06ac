"""An endpoint's parameters as the core's binding takes them. What has the wrong type is refused by the parameter's name."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Optional

from starlette.datastructures import URL

from ostiary import _core, _settings
from ostiary._page import TemplatePath
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.hooks import Hooks
from ostiary.shared.auth.passwords import PasswordPolicy
from ostiary.shared.auth.styles import Styles


def page(
    template_path: TemplatePath,
    production: bool,
    styles: Optional[Styles],
    trusted_origins: Sequence[str],
    body_limit: int,
) -> dict[str, Any]:
    """What every endpoint has."""
    if styles is not None and not isinstance(styles, Styles):
        raise TypeError(f"styles must be a Styles, not {styles!r}")
    if trusted_origins is None or isinstance(trusted_origins, str):
        raise TypeError(f"trusted_origins must be a list of origins, not {trusted_origins!r}")
    options: dict[str, Any] = flags(production=production) | {
        "trusted_origins": list(trusted_origins),
        "body_limit": body_limit,
        "renders": template_path is not None,
    }
    if styles is not None:
        options["styles"] = styles._changed()
    return options


def flags(**given: bool) -> dict[str, Any]:
    for parameter, value in given.items():
        if not isinstance(value, bool):
            raise TypeError(f"{parameter} must be True or False, not {value!r}")
    return given


def durations(**given: timedelta) -> dict[str, Any]:
    _settings.check_durations(**given)
    return given


def location(parameter: str, value: object) -> dict[str, Any]:
    """An address: a text, Starlette's URL, or None."""
    if isinstance(value, URL):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{parameter} must be a text or None, not {value!r}")
    if value is not None and not value.isprintable():
        raise _core.ConfigError(f"{parameter} must have no control characters")
    return {parameter: value}


def hooks(given: Optional[Hooks], expected: type[Hooks]) -> dict[str, Any]:
    if given is None:
        return {}
    if not isinstance(given, expected):
        raise TypeError(f"hooks must be a {expected.__name__}, not {given!r}")
    for field in dataclasses.fields(expected):
        point = getattr(given, field.name)
        if point is not None and (callable(point) or not all(map(callable, point))):
            raise TypeError(f"hooks.{field.name} must be a list of callables, not {point!r}")
    # Asked even where there is none yet: an app may add one to a list later, and it must not be skipped.
    return {"hooks": True}


def captcha(given: Optional[Captcha]) -> dict[str, Any]:
    if given is None:
        return {}
    if not isinstance(given, Captcha):
        raise TypeError(f"captcha must be a Captcha, not {given!r}")
    return {"captcha": given._options()}


def password_policy(given: Optional[PasswordPolicy]) -> dict[str, Any]:
    """None: the preset's own, see `_settings.preset_options`."""
    if given is None:
        return {}
    if not isinstance(given, PasswordPolicy):
        raise TypeError(f"password_policy must be a PasswordPolicy, not {given!r}")
    return {"password_policy": given._options()}
