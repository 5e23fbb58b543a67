import { readableAccent, type Colour } from '#contract/readable-accent.ts';

/** `--on-accent` of the tokens, in place of one that belongs to another accent of the page. */
const onAccent = 'light-dark(#ffffff, #0c2324)';

/**
 * Turns a site's colour into the accent of a dashboard in which text can be read.
 *
 * @param accent A CSS colour.
 * @returns Custom properties of the tokens; none if the text is not a colour, or a transparent one.
 */
export function accentProperties(accent: string): Readonly<Record<string, string>> {
  const colour = readColour(accent);
  if (colour === undefined) return {};
  return { '--raffle-accent': readableAccent(colour), '--raffle-on-accent': onAccent };
}

/** Reads a CSS colour by painting with it; undefined for other texts, such as `var(--brand)`. */
function readColour(text: string): Colour | undefined {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return undefined;
  context.fillStyle = 'transparent';
  // A canvas ignores what it cannot paint with.
  context.fillStyle = text;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 0 ? undefined : [red, green, blue];
}
