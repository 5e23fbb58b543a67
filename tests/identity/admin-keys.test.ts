import test from 'ava';
import {
  addKeyids,
  formatAdminKey,
  generateAdminKey,
  readAdminKeys,
} from '../../services/raffle/identity/admin-keys.ts';

const ada = 'ed25519 JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs admin Ada Lovelace';
const thumbprint = 'poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U';

test('a key line is identified by its RFC 7638 thumbprint', async (t) => {
  t.deepEqual(await addKeyids(readAdminKeys(ada)), [
    {
      keyid: thumbprint,
      publicKey: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
      role: 'admin',
      name: 'Ada Lovelace',
    },
  ]);
});

test('comments, empty lines, CRLF and spaces are ignored', (t) => {
  const keys = readAdminKeys(`# operators\r\n\r\n  ${ada}  \r\n\t\r\n#${ada}\r\n`);
  t.is(keys.length, 1);
  t.is(keys[0]!.name, 'Ada Lovelace');
});

test('formatAdminKey() writes the line that readAdminKeys() reads', (t) => {
  const [key] = readAdminKeys(ada);
  t.is(formatAdminKey(key!), ada);
});

test('a generated key can be written as a key line', (t) => {
  const { pem, publicKey } = generateAdminKey();
  t.true(pem.startsWith('-----BEGIN PRIVATE KEY-----'));
  t.is(readAdminKeys(`ed25519 ${publicKey} auditor Bo`)[0]!.role, 'auditor');
  t.is(readAdminKeys(`ed25519 ${publicKey} seller Cy`)[0]!.role, 'seller');
});

const badLines = {
  'another type': ada.replace('ed25519', 'ssh-ed25519'),
  'a type in capitals': ada.replace('ed25519', 'ED25519'),
  'a short key': ada.replace('JrQL', ''),
  'a long key': ada.replace('JrQL', 'JrQLA'),
  'a key in a second spelling': ada.replace('D0bs', 'D0bt'),
  'a key without a private half': ada.replace(/JrQ\S+/, 'AQ'.padEnd(43, 'A')),
  'a key in plain base64': ada.replace('5P_8', '5P/8'),
  'another role': ada.replace('admin', 'root'),
  'no role': ada.replace(' admin Ada Lovelace', ''),
  'no name': ada.replace(' Ada Lovelace', ''),
};

for (const [name, line] of Object.entries(badLines)) {
  test(`a line with ${name} is refused with its line number`, (t) => {
    const text = `# operators\n${ada}\n\n${line}\n`;
    t.throws(() => readAdminKeys(text), { instanceOf: SyntaxError, message: /^Line 4 / });
  });
}
