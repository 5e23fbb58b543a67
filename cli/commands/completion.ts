import { Argument, type Command } from 'commander';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';

type Shell = keyof typeof scripts;

export function addCompletion(program: Command, toAction: ToAction): void {
  const printScript = async ({ output, environment }: Context, shell: Shell): Promise<ExitCode> => {
    const script = scripts[shell](listPositions(program));
    if (output.isJson) output.printJson({ shell, script });
    else environment.stdout.write(script);
    return exitCodes.done;
  };
  program
    .command('completion')
    .description('Print a script that completes commands and options in your shell.')
    .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(scripts)))
    .addHelpText(
      'before',
      examples(
        'source <(raffle completion bash)',
        'raffle completion zsh > "${fpath[1]}/_raffle"',
        'raffle completion fish > ~/.config/fish/completions/raffle.fish',
      ),
    )
    .action(toAction(printScript));
}

/** A position in the command line and the words that can follow it. */
interface Position {
  /** The preceding words, for example `keys create`; empty at the start. */
  readonly path: string;
  readonly words: readonly { readonly word: string; readonly description: string }[];
}

/** Lists every position of the command tree, outermost first. Global options are at each of them. */
function listPositions(program: Command): Position[] {
  const list = (command: Command, path: readonly string[]): Position[] => [
    {
      path: path.join(' '),
      words: [
        ...command.commands.map((each) => ({ word: each.name(), description: each.description() })),
        ...[...new Set([...command.options, ...program.options])].map((option) => ({
          word: option.long ?? option.flags,
          description: option.description,
        })),
        ...command.registeredArguments.flatMap(({ argChoices }) =>
          (argChoices ?? []).map((word) => ({ word, description: '' })),
        ),
      ],
    },
    ...command.commands.flatMap((each) => list(each, [...path, each.name()])),
  ];
  return list(program, []);
}

/** The scripts are generated from the command tree, so they always match it. */
const scripts = { bash, zsh, fish } as const;

function bash(positions: readonly Position[]): string {
  return `# bash completion for raffle
_raffle() {
  local path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${stepCases(positions)}
    esac
  done
  local words=""
  case "$path" in
${positions.map(({ path, words }) => `    "${toPath(path)}") words="${join(words)}" ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _raffle raffle
`;
}

function zsh(positions: readonly Position[]): string {
  return `#compdef raffle
_raffle() {
  local path_="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$path_ $word" in
${stepCases(positions).replaceAll('path=', 'path_=')}
    esac
  done
  case "$path_" in
${positions.map(({ path, words }) => `    "${toPath(path)}") compadd -- ${join(words)} ;;`).join('\n')}
  esac
  _files
}
if [ "$funcstack[1]" = "_raffle" ]; then _raffle "$@"; else compdef _raffle raffle; fi
`;
}

function fish(positions: readonly Position[]): string {
  const lines = positions.flatMap(({ path, words }) => {
    const inside = path.split(' ').filter((step) => step !== '');
    const next = words.filter(({ word }) => !word.startsWith('-')).map(({ word }) => word);
    const isHere = [
      ...inside.map((step) => `__fish_seen_subcommand_from ${step}`),
      ...(next.length > 0 ? [`not __fish_seen_subcommand_from ${next.join(' ')}`] : []),
    ].join('; and ');
    return words.map(({ word, description }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c raffle -n '${isHere}' ${what} -d '${description.replaceAll("'", '’')}'`;
    });
  });
  return `# fish completion for raffle\n${lines.join('\n')}\n`;
}

function stepCases(positions: readonly Position[]): string {
  const steps = positions.map(({ path }) => toPath(path)).filter((path) => path !== '');
  return steps.map((path) => `      "${path}") path="${path}" ;;`).join('\n');
}

function toPath(path: string): string {
  return path === '' ? '' : ` ${path}`;
}

function join(words: Position['words']): string {
  return words.map(({ word }) => word).join(' ');
}
