import * as z from 'zod/mini';

/** Limits of a picture: the file in bytes, its width and its height in pixels. */
export const pictureLimits = { bytesMax: 500_000, sideMax: 4_096 } as const;

/** Media types of pictures. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

/** Names a picture: the SHA-256 of the file, 64 hexadecimal digits in lower case. */
const PictureHash = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 of 64 hexadecimal digits'));

/** Answer to an upload. The picture is then at `/api/pictures/<picture>`. */
export const UploadedPicture = z.object({ picture: PictureHash });
export type UploadedPicture = z.infer<typeof UploadedPicture>;
