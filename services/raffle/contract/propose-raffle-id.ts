const slugLengthMax = 40;

/**
 * Derives a raffle id from a title: letters a to z, digits and hyphens, with a number if the id is
 * taken. Used by the service for a raffle without an id, and by the admin app while typing.
 *
 * @param ids Existing ids; compared without case.
 * @returns 1 to 40 characters, plus the number.
 */
export function proposeRaffleId(title: string, ids: readonly string[]): string {
  const taken = new Set(ids.map((id) => id.toLowerCase()));
  const slug = slugify(title);
  let id = slug;
  for (let number = 2; taken.has(id); number += 1) id = `${slug}-${number}`;
  return id;
}

function slugify(title: string): string {
  const slug = transliterate(title)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, slugLengthMax)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'raffle' : slug;
}

/** Latin letters that are not a base letter with an accent, as usually transliterated. */
const latin: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'oe',
  å: 'aa',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
};

/** Pairs of letter and replacement, separated by spaces; `-` stands for an empty replacement. */
const greek =
  'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o';
const cyrillic =
  'а a б b в v г g ґ g д d е e ё yo є ye ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ў u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya ђ dj ј j љ lj њ nj ћ c џ dz';

const letters: ReadonlyMap<string, string> = new Map([
  ...Object.entries(latin),
  ...readPairs(greek),
  ...readPairs(cyrillic),
]);

/** Transliterates Latin with accents, Greek and Cyrillic to lower-case a to z; keeps other letters. */
function transliterate(text: string): string {
  const composed = text.normalize('NFKC').toLowerCase().normalize('NFC');
  return composed.replaceAll(/./gsu, transliterateLetter);
}

function transliterateLetter(letter: string): string {
  const bare = letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return letters.get(letter) ?? letters.get(bare) ?? bare;
}

function readPairs(pairs: string): [string, string][] {
  const parts = pairs.split(' ');
  return parts.flatMap((letter, index) => {
    if (index % 2 !== 0) return [];
    const replacement = parts[index + 1] ?? '-';
    return [[letter, replacement === '-' ? '' : replacement]];
  });
}
