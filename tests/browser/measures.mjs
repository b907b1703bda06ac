// What a page is held to, measured in the browser. Each gives the list of what falls short.

/// Wider than the window: a reader would have to scroll sideways (WCAG 2.2, 1.4.10).
export function sidewaysScroll(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px of content in ${clientWidth} px`] : [];
  });
}

/// Controls under `size` pixels in either direction (WCAG 2.2, 2.5.8 asks for 24, 2.5.5 for 44).
export function smallTargets(page, selector, size) {
  return page.$$eval(
    selector,
    (controls, least) =>
      controls
        .filter((control) => control.type !== "hidden" && !control.closest("[hidden]"))
        .map((control) => ({ name: control.textContent || control.name, box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.width < least || box.height < least)
        .map(({ name, box }) => `${name}: ${box.width} x ${box.height}`),
    size,
  );
}

/// Texts, and the edges of fields, that stand out too little from what is behind them (WCAG 2.2, 1.4.3 and 1.4.11).
export function faintColors(page) {
  return page.evaluate(() => {
    const parse = (color) => {
      const numbers = color.match(/[\d.]+/g).map(Number);
      return { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
    };
    const over = (front, back) => front.rgb.map((value, i) => value * front.alpha + back[i] * (1 - front.alpha));
    const behind = (element) => {
      if (!element) return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
      const own = parse(getComputedStyle(element).backgroundColor);
      return own.alpha === 1 ? own.rgb : over(own, behind(element.parentElement));
    };
    const luminance = (rgb) => {
      const [r, g, b] = rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (front, back) => {
      const [dark, bright] = [luminance(over(parse(front), back)), luminance(back)].sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    };

    const found = [];
    const demand = (what, front, back, least) => {
      const ratio = contrast(front, back);
      if (!(ratio >= least)) found.push(`${what}: ${ratio.toFixed(2)} < ${least}`);
    };
    const holdsText = (element) =>
      element.tagName === "INPUT" ? element.type !== "hidden" : [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    for (const element of document.body.querySelectorAll("*")) {
      if (!holdsText(element)) continue;
      demand(element.textContent.trim() || element.name, getComputedStyle(element).color, behind(element), 4.5);
    }
    for (const field of document.querySelectorAll("input:not([type=hidden]), button.plain")) {
      demand(`edge of ${field.name || field.textContent}`, getComputedStyle(field).borderTopColor, behind(field.parentElement), 3);
    }
    return found;
  });
}

/// Fields without a label, and the marks that every page needs.
export function missingSemantics(page) {
  return page.evaluate(() => {
    const found = [...document.querySelectorAll("input:not([type=hidden])")]
      .filter((field) => field.labels.length === 0)
      .map((field) => `no label: ${field.name}`);
    if (!document.documentElement.lang) found.push("no language");
    if (!document.title) found.push("no title");
    for (const name of ["h1", "main"]) {
      if (document.querySelectorAll(name).length !== 1) found.push(`not one ${name}`);
    }
    return found;
  });
}

/// Whether the element with the focus shows that it has it (WCAG 2.2, 2.4.7).
export function focusIsVisible(page) {
  return page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
}
