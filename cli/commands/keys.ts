import { Option, type Command } from 'commander';
import { examples, type ToAction } from '../command-line.ts';
import { createKey, parseKeyName } from './keys-create.ts';
import { enrolKey } from './keys-enrol.ts';
import { inviteKey } from './keys-invite.ts';
import { listKeys } from './keys-list.ts';
import { revokeKey } from './keys-revoke.ts';

export function addKeys(program: Command, toAction: ToAction): void {
  const keys = program
    .command('keys')
    .description('Operator keys: make, invite, enrol, list and revoke them.')
    .addHelpText(
      'before',
      examples(
        'raffle keys create --name "Ada"',
        'raffle keys invite --name "Ada" --role admin',
        'raffle keys list',
      ),
    );
  addCreate(keys, toAction);
  addInvite(keys, toAction);
  addEnrol(keys, toAction);
  keys
    .command('list')
    .description('List the keys, those that may order first, and when each was last used.')
    .addHelpText('before', examples('raffle keys list'))
    .action(toAction(listKeys));
  addRevoke(keys, toAction);
}

function roleOption(): Option {
  const option = new Option('--role <role>', 'admin may change, auditor may read');
  return option.choices(['admin', 'auditor']);
}

function addCreate(keys: Command, toAction: ToAction): void {
  keys
    .command('create')
    .description('Make an operator key and print the line that lets it in.')
    .option('--name <name>', 'whose key it is (default: your login name)', parseKeyName)
    .addOption(roleOption().default('admin'))
    .addHelpText(
      'before',
      examples(
        'raffle keys create --name "Ada" >> operators.txt',
        'raffle keys create --name "Ada" --role auditor --key ./ada.pem',
      ),
    )
    .action(toAction(createKey));
}

function addInvite(keys: Command, toAction: ToAction): void {
  keys
    .command('invite')
    .description('Print a link that lets one key in, once, within 15 minutes.')
    .requiredOption('--name <name>', 'whose key it will be', parseKeyName)
    .addOption(roleOption().makeOptionMandatory())
    .addHelpText(
      'before',
      examples(
        'raffle keys invite --name "Ada" --role admin',
        'raffle keys invite --name "Bo" --role auditor',
      ),
    )
    .action(toAction(inviteKey));
}

function addEnrol(keys: Command, toAction: ToAction): void {
  keys
    .command('enrol')
    .description('Let your own key in by an invitation that somebody gave you.')
    .argument('<link>', 'the link, or the invitation at its end')
    .addHelpText(
      'before',
      examples('raffle keys enrol http://localhost:4001/#/enrol/WzFiCMqR9MdeO21hnnKmTQ'),
    )
    .action(toAction(enrolKey));
}

function addRevoke(keys: Command, toAction: ToAction): void {
  keys
    .command('revoke')
    .description('Revoke a key, for good. Its next request is refused.')
    .argument('<key>', 'its keyid, the beginning of it, or its name')
    .option('--confirm <name>', 'the key’s name once more; asked for on a terminal')
    .addHelpText('before', examples('raffle keys revoke poqkLGiy', 'raffle keys revoke Ada'))
    .action(toAction(revokeKey));
}
