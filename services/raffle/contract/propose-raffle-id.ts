const slugLengthMax = 40;

/**
 * Proposes an id for a raffle: its title in letters and digits, numbered where that is taken. The
 * service proposes one to who brings none, the admin app while the title is typed. Capitals do not
 * tell two ids apart.
 */
export function proposeRaffleId(title: string, ids: readonly string[]): string {
  const taken = new Set(ids.map((id) => id.toLowerCase()));
  const slug = slugify(title);
  let id = slug;
  for (let number = 2; taken.has(id); number += 1) id = `${slug}-${number}`;
  return id;
}

function slugify(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, slugLengthMax)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'raffle' : slug;
}
