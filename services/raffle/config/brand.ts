import { hash as digest } from 'node:crypto';
import { inspectPicture } from '#contract/inspect-picture.ts';
import { pictureLimits, type PictureType } from '#contract/pictures.ts';
import { readableAccent, readHexColour } from '#contract/readable-accent.ts';
import type { EnvReader } from './env-reader.ts';

/** What makes the pages look like the organiser's. */
export interface Brand {
  /** A CSS colour for both colour schemes, in which text can be read. Undefined: that of the tokens. */
  readonly accent: string | undefined;
  readonly logo: Logo | undefined;
}

/** A picture that has passed the inspection of uploads. */
export interface Logo {
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly type: PictureType;
  readonly bytes: Buffer;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export function readBrand(read: EnvReader): Brand {
  return { accent: readAccent(read), logo: read.bytes('RAFFLE_LOGO', inspectLogo) };
}

function readAccent(read: EnvReader): string | undefined {
  const text = read.text('RAFFLE_ACCENT');
  if (text === undefined) return undefined;
  const colour = readHexColour(text);
  if (colour !== undefined) return readableAccent(colour);
  read.fault(
    `RAFFLE_ACCENT must be a colour like #8b1a4f, with three or six hexadecimal digits, not "${text}".`,
  );
  return undefined;
}

const { bytesMax, sideMax } = pictureLimits;
const requirements = `It must be a still PNG, JPEG or WebP picture without metadata (Exif, XMP, comments), of at most ${bytesMax} bytes and ${sideMax} pixels in width and height.`;

/** @throws {Error} The message says what is wrong with the file. */
function inspectLogo(bytes: Buffer): Logo {
  if (bytes.length > bytesMax) throw new Error(`It has ${bytes.length} bytes. ${requirements}`);
  try {
    return { hash: digest('sha256', bytes), bytes, ...inspectPicture(bytes) };
  } catch (cause) {
    const fault = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${fault} ${requirements}`, { cause });
  }
}
