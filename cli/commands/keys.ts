import { Option, type Command } from 'commander';
import { examples, type ToAction } from '../command-line.ts';
import { createKey, parseKeyName } from './keys-create.ts';
import { listKeys } from './keys-list.ts';

export function addKeys(program: Command, toAction: ToAction): void {
  const keys = program
    .command('keys')
    .description('Operator keys: make one, list those let in.')
    .addHelpText('before', examples('raffle keys create --name "Ada"', 'raffle keys list'));
  keys
    .command('create')
    .description('Make an operator key and print the line that lets it in.')
    .option('--name <name>', 'whose key it is (default: your login name)', parseKeyName)
    .addOption(
      new Option('--role <role>', 'admin may change, auditor may read')
        .choices(['admin', 'auditor'])
        .default('admin'),
    )
    .addHelpText(
      'before',
      examples(
        'raffle keys create --name "Ada" >> operators.txt',
        'raffle keys create --name "Ada" --role auditor --key ./ada.pem',
      ),
    )
    .action(toAction(createKey));
  keys
    .command('list')
    .description('List the keys the service lets in.')
    .addHelpText('before', examples('raffle keys list'))
    .action(toAction(listKeys));
}
