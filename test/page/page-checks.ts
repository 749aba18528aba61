/* Checks that run inside the page (`page.evaluate`), so each function stands alone. */

/** What reaches beyond the page's width, and numbers that are cut off. */
export function overflow(): string[] {
  const width = document.documentElement.clientWidth;
  const found = [...document.querySelectorAll("body *:not(.only-spoken)")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  for (const number of document.querySelectorAll(".number")) {
    if (number.scrollWidth > number.clientWidth + 1 && number.clientWidth > 0)
      found.push(`${number.textContent} is cut off`);
  }
  return document.documentElement.scrollWidth > width
    ? [`the page is ${document.documentElement.scrollWidth} px wide`, ...found]
    : found;
}

/** Controls that a screen reader could not name. */
export function controlsWithoutName(): string[] {
  const controls = document.querySelectorAll<HTMLInputElement>(
    "button, input, textarea, select, a",
  );
  return [...controls]
    .filter((control) => {
      const labels = [...(control.labels ?? [])].map((label) => label.textContent ?? "").join("");
      const own = control.matches("button, a") ? (control.textContent ?? "") : "";
      return `${control.getAttribute("aria-label") ?? ""}${labels}${own}`.trim() === "";
    })
    .map((control) => control.outerHTML.slice(0, 120));
}

/** Texts whose contrast with their ground is below 4.5 : 1 (WCAG 2.2, success criterion 1.4.3). */
export function faintTexts(): string[] {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return ["no canvas to measure colours with"];

  type Colour = readonly [red: number, green: number, blue: number];
  const flattened = (layers: readonly string[]): Colour => {
    context.clearRect(0, 0, 1, 1);
    for (const layer of layers) {
      context.fillStyle = layer;
      context.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const luminance = (colour: Colour) => {
    const [red = 0, green = 0, blue = 0] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const grounds = (element: Element | null): string[] =>
    element ? [...grounds(element.parentElement), getComputedStyle(element).backgroundColor] : [];
  const contrast = (element: Element) => {
    const ground = grounds(element);
    const [low = 0, high = 0] = [
      flattened(ground),
      flattened([...ground, getComputedStyle(element).color]),
    ]
      .map(luminance)
      .sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const hasOwnText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());

  return [...document.querySelectorAll("body *")]
    .filter(
      (element) =>
        hasOwnText(element) &&
        !element.closest(".only-spoken, noscript, option") &&
        element.getClientRects().length > 0,
    )
    .filter((element) => contrast(element) < 4.5)
    .map((element) => `${contrast(element).toFixed(2)} ${element.outerHTML.slice(0, 100)}`);
}
