"""The colours of the pages."""

import dataclasses
from typing import Any


@dataclasses.dataclass
class Styles:
    """
    The colours of the pages. Each is a CSS colour (a name, `#hex`, or `rgb()`/`hsl()` with plain numbers), checked when
    the endpoint is made; anything else is a `ConfigError`. One that is left at its default follows the default pages in
    light and dark mode, with the contrast that WCAG asks for; a page of your own (`template_path`) gets it as it is.
    """

    background_color: str = "#EEF2F5"
    foreground_color: str = "white"
    text_color: str = "black"
    error_text_color: str = "red"
    button_color: str = "#419EF8"
    button_text_color: str = "white"
    link_color: str = "#419EF8"
    border_color: str = "rgba(0, 0, 0, 0.2)"

    def _changed(self) -> dict[str, Any]:
        """Those that differ from the default, by name."""
        return {
            field.name: value
            for field in dataclasses.fields(Styles)
            if (value := getattr(self, field.name)) != field.default
        }
