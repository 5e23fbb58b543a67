import { Router, type Request } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { inspectPicture } from '#contract/inspect-picture.ts';
import { PictureRefused } from '#contract/picture-formats/picture-bytes.ts';
import { type PictureType, pictureTypes } from '#contract/pictures.ts';
import type { Brand } from '../../config/brand.ts';
import { PicturesFull, type PictureStore } from '../../stores/picture-store.ts';
import type { Operators } from '../admin/operators.ts';
import { HttpProblem } from '../requests/http-problem.ts';

export interface PictureRoutesDependencies {
  readonly pictures: PictureStore;
  readonly brand: Brand;
  readonly operators: Operators;
}

/**
 * A picture is data from an operator's device. It is sent with the media type of its content, and a
 * browser that opens it as a page runs nothing in it. Sites that embed the raffle may show it.
 */
const pictureHeaders = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** Uploading pictures, by operators, and showing them, to anyone. */
export function pictureRoutes(dependencies: PictureRoutesDependencies): Router {
  const { pictures, operators } = dependencies;
  const { logo } = dependencies.brand;
  const router = Router();

  router.get(endpoints.showPicture.path, async (request, response) => {
    const hash = request.params['hash'];
    const picture = hash === logo?.hash ? logo : await pictures.read(hash);
    if (picture === undefined) {
      throw new HttpProblem('not-found', 'There is no picture with this hash.');
    }
    response.set({ ...pictureHeaders, 'content-type': picture.type, etag: `"${hash}"` });
    response.send(picture.bytes);
  });

  router.post(
    endpoints.uploadPicture.path,
    operators.uploads(async ({ file }, request, response) => {
      requirePictureType(request);
      const type = inspectFile(file);
      const picture = await pictures.add({ type, bytes: file }).catch(explainFull);
      const { status } = endpoints.uploadPicture;
      response.status(status).set('cache-control', 'no-store').json({ picture });
    }),
  );

  return router;
}

/** The header only has to name some kind of picture: the content decides which it is. */
function requirePictureType(request: Request): void {
  const type = request.headers['content-type'] ?? '';
  if (pictureTypes.some((each) => each === type.trim().toLowerCase())) return;
  throw unsupported(`The Content-Type must be one of ${pictureTypes.join(', ')}.`);
}

/** @throws {HttpProblem} `unsupported-media-type`, `invalid-request`. */
function inspectFile(file: Buffer): PictureType {
  try {
    return inspectPicture(file).type;
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error;
    if (error.code === 'no-picture') throw unsupported(error.message);
    const detail = `picture: ${error.message} ${nextSteps[error.code]} Nothing was changed.`;
    throw new HttpProblem('invalid-request', detail, { cause: error });
  }
}

const nextSteps = {
  damaged: 'Open it in an image editor, export it as PNG, JPEG or WebP, and upload that copy.',
  metadata:
    'Open it in an image editor, export it as PNG, JPEG or WebP without metadata (Exif, XMP, comments), and upload that copy.',
  animated: 'Export one still picture from it, and upload that copy.',
  'too-large': 'Make it smaller, and upload that copy.',
} as const satisfies Record<Exclude<PictureRefused['code'], 'no-picture'>, string>;

function unsupported(why: string): HttpProblem {
  return new HttpProblem(
    'unsupported-media-type',
    `picture: ${why} Upload a PNG, JPEG or WebP picture. Nothing was changed.`,
  );
}

function explainFull(error: unknown): never {
  if (!(error instanceof PicturesFull)) throw error;
  throw new HttpProblem(
    'payload-too-large',
    `picture: ${error.message} Use a smaller one, or have pictures removed that no raffle shows. Nothing was changed.`,
    { cause: error },
  );
}
