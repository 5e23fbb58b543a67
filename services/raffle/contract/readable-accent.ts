/** Red, green and blue, each 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];
/** What an accent is read on: `--paper` and `--card` of the tokens. */
interface Grounds {
  readonly paper: Colour;
  readonly card: Colour;
}

const lightGrounds: Grounds = { paper: [247, 241, 229], card: [255, 253, 247] };
const darkGrounds: Grounds = { paper: [26, 23, 20], card: [37, 33, 29] };
/**
 * Accents are read on `--accent-tint` too. It has 12 % of the accent, mixed in another colour space:
 * on dark paper that comes to less than this share of a mixture of sRGB values.
 */
const tintShare = 0.15;
/** WCAG 2.2, 1.4.3. */
const contrastMin = 4.5;
const steps = 40;

/**
 * Turns a colour into an accent of the tokens: darkened on light paper and lightened on dark paper
 * until text in it can be read, and text on it too.
 *
 * @returns A CSS colour for both colour schemes.
 */
export function readableAccent(colour: Colour): string {
  const light = makeReadable(colour, lightGrounds, black);
  const dark = makeReadable(colour, darkGrounds, white);
  return `light-dark(${write(light)}, ${write(dark)})`;
}

/** Reads `#rgb` or `#rrggbb`; undefined for other texts. */
export function readHexColour(text: string): Colour | undefined {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text);
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text);
  const digits = short?.slice(1).map((digit) => digit + digit) ?? long?.slice(1);
  if (digits === undefined) return undefined;
  const [red = 0, green = 0, blue = 0] = digits.map((each) => Number.parseInt(each, 16));
  return [red, green, blue];
}

function makeReadable(colour: Colour, grounds: Grounds, towards: Colour): Colour {
  const mixes = Array.from({ length: steps + 1 }, (_, step) => mix(colour, towards, step / steps));
  return mixes.find((each) => isReadable(each, grounds)) ?? towards;
}

function isReadable(colour: Colour, { paper, card }: Grounds): boolean {
  const tint = mix(card, colour, tintShare);
  return [paper, card, tint].every((ground) => contrast(colour, ground) >= contrastMin);
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [part(0), part(1), part(2)];
}

/** @see WCAG 2.2, "contrast ratio". */
export function contrast(first: Colour, second: Colour): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function linear(value: number): number {
  return value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
}

function luminance([red, green, blue]: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function write([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}
