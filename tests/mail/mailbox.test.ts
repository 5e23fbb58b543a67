import test from 'ava';
import fc from 'fast-check';
import { canonicalMailbox, parseMailbox } from '../../services/raffle/mail/mailbox.ts';

const accepted = {
  'ada@example.org': 'ada@example.org',
  ' Ada@Example.ORG\n': 'ada@example.org',
  'ada+tag@example.org': 'ada+tag@example.org',
  'a.d.a@example.org': 'a.d.a@example.org',
  "o'hara@example.org": "o'hara@example.org",
  'ada@bücher.example': 'ada@xn--bcher-kva.example',
  'ada@BÜCHER.example': 'ada@xn--bcher-kva.example',
  'ada@ｅｘａｍｐｌｅ.org': 'ada@example.org',
  'ada@xn--bcher-kva.example': 'ada@xn--bcher-kva.example',
  'ada@a.b.c.example.org': 'ada@a.b.c.example.org',
  [`${'a'.repeat(64)}@example.org`]: `${'a'.repeat(64)}@example.org`,
  [`ada@${'a'.repeat(63)}.org`]: `ada@${'a'.repeat(63)}.org`,
};

for (const [address, mailbox] of Object.entries(accepted)) {
  test(`parseMailbox() accepts ${JSON.stringify(address)}`, (t) => {
    t.is(parseMailbox(address), mailbox);
  });
}

const refused = {
  nothing: '',
  'no @': 'ada.example.org',
  'no local part': '@example.org',
  'no domain': 'ada@',
  'two @': 'ada@eve@example.org',
  'a dot first': '.ada@example.org',
  'a dot last': 'ada.@example.org',
  'two dots': 'a..da@example.org',
  'a quoted local part': '"ada"@example.org',
  'a space': 'a da@example.org',
  'a comma, which is two addresses': 'ada@example.org,eve@example.org',
  'a comma in the local part': 'eve@example.org,ada@example.org',
  'a name and angle brackets': 'Ada <ada@example.org>',
  'a comment': 'ada(x)@example.org',
  'a percent route': 'ada%example.org@example.net',
  'a bang path': 'example.org!ada@example.net',
  'CR LF and a header': 'ada@example.org\r\nBcc: eve@example.org',
  'LF in the local part': 'a\nda@example.org',
  NUL: 'ada\0@example.org',
  'a tab in the domain': 'ada@exam\tple.org',
  'LF in the domain': 'ada@exam\nple.org',
  'an IPv4 literal': 'ada@[127.0.0.1]',
  'an IPv6 literal': 'ada@[IPv6:::1]',
  'a bare IPv4 address': 'ada@127.0.0.1',
  'an IPv4 address in hexadecimal': 'ada@0x7f.1',
  'one label': 'ada@localhost',
  'a dot at the end of the domain': 'ada@example.org.',
  'an empty label': 'ada@example..org',
  'an underscore in the domain': 'ada@exam_ple.org',
  'a hyphen first in a label': 'ada@-example.org',
  'a path after the domain': 'ada@example.org/x',
  'a backslash after the domain': 'ada@example.org\\x',
  'a query after the domain': 'ada@example.org?x',
  'a fragment after the domain': 'ada@example.org#x',
  'a port after the domain': 'ada@example.org:25',
  'a wide slash after the domain': 'ada@example.org／x',
  'a percent sign in the domain': 'ada@exa%6dple.org',
  'a wide percent sign in the domain': 'ada@exa％6dple.org',
  'an umlaut in the local part': 'äda@example.org',
  'a Cyrillic letter in the local part': 'аda@example.org',
  'a zero-width space in the local part': 'a\u200bda@example.org',
  'a right-to-left override': 'ada\u202e@example.org',
  'a local part of 65 characters': `${'a'.repeat(65)}@example.org`,
  'a label of 64 characters': `ada@${'a'.repeat(64)}.org`,
  'a domain of 254 characters': `ada@${'a.'.repeat(125)}orgs`,
};

for (const [name, address] of Object.entries(refused)) {
  test(`parseMailbox() refuses ${name}`, (t) => {
    t.is(parseMailbox(address), undefined);
  });
}

test('a letter that only looks Latin stays another domain', (t) => {
  t.not(parseMailbox('ada@exаmple.org'), 'ada@example.org');
});

const canonical = {
  'ada+tag@example.org': 'ada@example.org',
  'ada+a+b@example.org': 'ada@example.org',
  '+ada@example.org': '+ada@example.org',
  'a.d.a@example.org': 'a.d.a@example.org',
  'ada-x@yahoo.com': 'ada-x@yahoo.com',
  'a.d.a+x@gmail.com': 'ada@gmail.com',
  'a.da@googlemail.com': 'ada@gmail.com',
  'ada+x@me.com': 'ada@icloud.com',
  'ada@mac.com': 'ada@icloud.com',
  'a.da@icloud.com': 'a.da@icloud.com',
  'ada@pm.me': 'ada@proton.me',
  'ada@protonmail.com': 'ada@proton.me',
  'a.d-a_+x@protonmail.ch': 'ada@proton.me',
  '_-@pm.me': '_-@proton.me',
  'shop@ada.fastmail.com': 'ada@fastmail.com',
  'shop@ada.fastmail.fm': 'ada@fastmail.fm',
  'a.da+x@fastmail.com': 'a.da@fastmail.com',
  'shop@x.ada.fastmail.com': 'shop@x.ada.fastmail.com',
  'ada@notfastmail.com': 'ada@notfastmail.com',
  '+a+1@example.org': '+a@example.org',
  '+a+2@example.org': '+a@example.org',
  'ada@gmail.com.example.org': 'ada@gmail.com.example.org',
};

for (const [mailbox, person] of Object.entries(canonical)) {
  test(`canonicalMailbox() takes ${mailbox} for ${person}`, (t) => {
    t.is(canonicalMailbox(mailbox), person);
  });
}

const local = fc.stringMatching(/^[A-Za-z0-9+_-]{1,10}(\.[A-Za-z0-9+_-]{1,10}){0,3}$/);
const domain = fc.constantFrom(
  'example.org',
  'GMAIL.com',
  'GoogleMail.com',
  'me.com',
  'proton.me',
  'ada.fastmail.com',
  'bücher.example',
);
const address = fc.tuple(local, domain).map(([name, host]) => `${name}@${host}`);

test('every spelling of a mailbox is that mailbox, and its canonical form is stable', (t) => {
  fc.assert(
    fc.property(address, (text) => {
      const mailbox = parseMailbox(text)!;
      t.is(parseMailbox(mailbox), mailbox);
      t.is(parseMailbox(` ${text.toUpperCase()} `), mailbox);
      const person = canonicalMailbox(mailbox);
      t.is(canonicalMailbox(person), person);
    }),
  );
});

test('no text whatsoever gives a mailbox that could leave its header', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), address), fc.string(), (text, tail) => {
      for (const candidate of [text, `${text}@example.org`, `ada@${text}`, text + tail]) {
        const mailbox = parseMailbox(candidate);
        if (mailbox === undefined) continue;
        t.regex(mailbox, /^[!-~]+@[a-z0-9.-]+$/);
        t.notRegex(mailbox, /[\s<>(),:;"\\[\]%]/);
        t.is(parseMailbox(mailbox), mailbox);
      }
    }),
    { numRuns: 1_000 },
  );
});
