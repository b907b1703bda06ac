"""Pages from the app's own Jinja2 templates, with the context of the reference."""

import os
from typing import TYPE_CHECKING, Any, Optional, Union

from starlette.requests import Request

from ostiary import _core
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.styles import Styles

if TYPE_CHECKING:
    import jinja2


TemplatePath = Union[str, "os.PathLike[str]", "jinja2.Template", None]

# The core's values that a template sees besides the reference's; those that a page doesn't have stay undefined.
OWN_VALUES = ("username", "email", "login_url", "keeps_session", "next_name", "next_value", "register_url")


class _Nonce:
    """The page's nonce, which knows whether the template has used it."""

    def __init__(self, value: str) -> None:
        self._value = value
        self.used = False

    def __str__(self) -> str:
        self.used = True
        return self._value


class PageTemplate:
    """A Jinja2 template. `path` is read once, here; templates that it extends or includes lie beside it."""

    def __init__(
        self, path: "Union[str, os.PathLike[str], jinja2.Template]", styles: Styles, more: dict[str, Any]
    ) -> None:
        self._styles = styles
        self._more = more
        self._template = _load(path)

    @classmethod
    def of(cls, path: TemplatePath, styles: Optional[Styles], **more: Any) -> "Optional[PageTemplate]":
        """None: the built-in page. `more` are values that the template sees besides those of the request."""
        return None if path is None else cls(path, styles or Styles(), more)

    def render(self, request: Request, values: dict[str, Any], captcha: Optional[Captcha]) -> tuple[str, bool]:
        """The page, and whether it put `csp_nonce` on its styles and scripts."""
        from markupsafe import Markup

        nonce = _Nonce(values.get("csp_nonce", ""))
        # Escaped already, but for a hook's own markup. Without an error the name stays undefined, as in the reference: a
        # template may show it unasked.
        error = {"error": Markup(values["error"])} if values.get("error") else {}
        own = self._more | {name: values[name] for name in OWN_VALUES if name in values}
        if "min_password_length" in values:
            own["min_password_length"] = int(values["min_password_length"])
        html = self._template.render(
            **error,
            **own,
            request=request,
            csrftoken=request.scope.get("csrftoken"),
            csrf_cookie_name=request.scope.get("csrf_cookie_name"),
            captcha=captcha,
            styles=self._styles,
            csp_nonce=nonce,
        )
        return html, nonce.used


def _load(path: "Union[str, os.PathLike[str], jinja2.Template]") -> "jinja2.Template":
    try:
        import jinja2
    except ImportError:
        raise _core.ConfigError("template_path needs Jinja2: pip install jinja2") from None
    if isinstance(path, jinja2.Template):
        return path
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"template_path must be a path or a jinja2.Template, not {path!r}")
    directory, name = os.path.split(os.path.abspath(path))
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(directory), autoescape=True)
    try:
        return environment.get_template(name)
    except jinja2.TemplateNotFound as error:
        raise _core.ConfigError(f"template_path: there is no {error.name} in {directory}") from None
    except jinja2.TemplateSyntaxError as error:
        raise _core.ConfigError(f"template_path: {error.filename or name}, line {error.lineno}: {error}") from None
