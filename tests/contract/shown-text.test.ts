import test from 'ava';
import { proposeRaffleId } from '#contract/propose-raffle-id.ts';
import { CreateRaffle } from '#contract/raffle-requests.ts';
import { KeyName } from '#contract/requests.ts';
import { isolateText } from '#contract/shown-text.ts';

const invisible = [
  '\u200B',
  '\u3164',
  '\u2800',
  '\u00AD',
  '\u034F',
  '\u115F',
  '\u180E',
  '\u2060',
  '\u202E',
  '\uFE0F',
  '\uFEFF',
  '\uFFA0',
  '\u{E0001}',
  '\u0301',
  '\u200B \u3164\u2800',
];

test('a displayed text must have a visible character', (t) => {
  for (const text of invisible) {
    t.false(CreateRaffle.safeParse({ title: text }).success, JSON.stringify(text));
    t.false(KeyName.safeParse(text).success, JSON.stringify(text));
    t.true(CreateRaffle.safeParse({ title: `${text}a` }).success, JSON.stringify(text));
    t.true(KeyName.safeParse(`a${text}`).success, JSON.stringify(text));
  }
  for (const text of ['Fair', '7', '!', '🎁', '抽選', 'سحب', 'ᄒ', '€']) {
    t.true(CreateRaffle.safeParse({ title: text }).success, text);
  }
});

test('a proposed id transliterates other letters to a to z', (t) => {
  const ids: Record<string, string> = {
    'Große Tombola': 'grosse-tombola',
    'GROẞE ÜBERRASCHUNG': 'grosse-ueberraschung',
    // As typed on a keyboard with combining marks.
    'Mu\u0308ller': 'mueller',
    'Fête d’été': 'fete-d-ete',
    'Łódź 2026': 'lodz-2026',
    'Smørrebrød på Ærø': 'smoerrebroed-paa-aeroe',
    'Giải thưởng': 'giai-thuong',
    'Весенняя ярмарка': 'vesennyaya-yarmarka',
    'Καλοκαιρινή γιορτή': 'kalokairini-giorti',
    ＦＡＩＲ: 'fair',
    抽選会: 'raffle',
    '🎁': 'raffle',
  };
  for (const [title, id] of Object.entries(ids)) t.is(proposeRaffleId(title, []), id);
  t.is(proposeRaffleId('Große Tombola', ['grosse-tombola']), 'grosse-tombola-2');
});

test('the direction of a title does not affect the text around it', (t) => {
  t.is(isolateText('Spring fair'), 'Spring fair');
  t.is(isolateText('\u202EriaF \u2069\u2067gnirpS'), 'riaF gnirpS');
  t.is(isolateText('סוף'), '\u2068סוף\u2069');
  // A title cannot end its own isolation.
  t.is(isolateText('סוף\u2069'), '\u2068סוף\u2069');
});
