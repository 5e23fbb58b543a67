type Child = Node | string | undefined;

/** Creates an element. Strings become text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) created.setAttribute(attribute, value);
  }
  created.append(...children.filter((child) => child !== undefined));
  return created;
}

const svg = 'http://www.w3.org/2000/svg';

/** Creates an SVG image of one path in a box of 16. Without a label it is decoration. */
export function drawing(path: string, className: string | undefined, label?: string): SVGElement {
  const created = document.createElementNS(svg, 'svg');
  created.setAttribute('viewBox', '0 0 16 16');
  created.setAttribute('class', className ?? '');
  if (label === undefined) created.setAttribute('aria-hidden', 'true');
  else {
    created.setAttribute('role', 'img');
    created.setAttribute('aria-label', label);
  }
  const line = document.createElementNS(svg, 'path');
  line.setAttribute('d', path);
  created.append(line);
  return created;
}
