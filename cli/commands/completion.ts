import { Argument, type Command } from 'commander';
import { completionScripts, describeTree } from '../completion-scripts.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';

type Shell = keyof typeof completionScripts;

export function addCompletion(program: Command, toAction: ToAction): void {
  const write = async ({ output, surroundings }: Context, shell: Shell): Promise<ExitCode> => {
    const script = completionScripts[shell](describeTree(program));
    if (output.isJson) output.json({ shell, script });
    else surroundings.stdout.write(script);
    return exitCodes.done;
  };
  program
    .command('completion')
    .description('Print a script that completes commands and options in your shell.')
    .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(completionScripts)))
    .addHelpText(
      'before',
      examples(
        'source <(raffle completion bash)',
        'raffle completion zsh > "${fpath[1]}/_raffle"',
        'raffle completion fish > ~/.config/fish/completions/raffle.fish',
      ),
    )
    .action(toAction(write));
}
