/** Replaces `pseudo.ts` in production builds. No locale has an empty tag. */
export const pseudoLocale = '';

export function pseudolocalize<Catalogue extends object>(catalogue: Catalogue): Catalogue {
  return catalogue;
}
