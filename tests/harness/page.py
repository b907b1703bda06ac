"""Reads a page as a browser without scripts would: its forms, labels, alerts and what it loads."""

import dataclasses
import html.parser


@dataclasses.dataclass
class Form:
    attributes: dict
    fields: dict = dataclasses.field(default_factory=dict)


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.forms, self.labels, self.loaded, self.alerts = [], [], {}, [], []
        self._open, self._labelled, self._alert_depth = [], None, None
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "form":
            self.forms.append(Form(attributes))
        if tag == "input" and self.forms:
            self.forms[-1].fields[attributes.get("name")] = attributes
        if tag == "label":
            self._labelled = attributes.get("for")
        if tag not in ("input", "meta", "link", "br", "img", "hr"):
            self._open.append(tag)
            if attributes.get("role") == "alert":
                self._alert_depth = len(self._open)
                self.alerts.append("")
        self.loaded += [attributes[name] for name in ("src", "srcset", "data", "poster") if name in attributes]
        if tag == "link":
            self.loaded.append(attributes.get("href", ""))

    def handle_endtag(self, tag):
        if self._alert_depth == len(self._open):
            self._alert_depth = None
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "label":
            self._labelled = None

    def handle_data(self, data):
        self.text += data
        if self._labelled:
            self.labels[self._labelled] = (self.labels.get(self._labelled, "") + data).strip()
        if self._alert_depth:
            self.alerts[-1] += data
