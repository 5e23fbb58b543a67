import type { Command } from 'commander';

/** One place of the command line and the words that may follow there. */
export interface Place {
  /** The words before, e.g. `keys create`; empty at the start. */
  readonly path: string;
  readonly words: readonly { readonly word: string; readonly says: string }[];
}

/** Every place of a command tree, outermost first. Options that hold everywhere stand everywhere. */
export function describeTree(program: Command): Place[] {
  const describe = (command: Command, path: readonly string[]): Place[] => [
    {
      path: path.join(' '),
      words: [
        ...command.commands.map((each) => ({ word: each.name(), says: each.description() })),
        ...[...new Set([...command.options, ...program.options])].map((option) => ({
          word: option.long ?? option.flags,
          says: option.description,
        })),
        ...command.registeredArguments.flatMap(({ argChoices }) =>
          (argChoices ?? []).map((word) => ({ word, says: '' })),
        ),
      ],
    },
    ...command.commands.flatMap((each) => describe(each, [...path, each.name()])),
  ];
  return describe(program, []);
}

/** Scripts made from the tree, so that they cannot promise what is not there. */
export const completionScripts = { bash, zsh, fish } as const;

function bash(places: readonly Place[]): string {
  return `# bash completion for raffle
_raffle() {
  local path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${stepCases(places)}
    esac
  done
  local words=""
  case "$path" in
${places.map(({ path, words }) => `    "${toPath(path)}") words="${join(words)}" ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _raffle raffle
`;
}

function zsh(places: readonly Place[]): string {
  return `#compdef raffle
_raffle() {
  local path_="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$path_ $word" in
${stepCases(places).replaceAll('path=', 'path_=')}
    esac
  done
  case "$path_" in
${places.map(({ path, words }) => `    "${toPath(path)}") compadd -- ${join(words)} ;;`).join('\n')}
  esac
  _files
}
if [ "$funcstack[1]" = "_raffle" ]; then _raffle "$@"; else compdef _raffle raffle; fi
`;
}

function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, words }) => {
    const inside = path.split(' ').filter((step) => step !== '');
    const next = words.filter(({ word }) => !word.startsWith('-')).map(({ word }) => word);
    const isHere = [
      ...inside.map((step) => `__fish_seen_subcommand_from ${step}`),
      ...(next.length > 0 ? [`not __fish_seen_subcommand_from ${next.join(' ')}`] : []),
    ].join('; and ');
    return words.map(({ word, says }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c raffle -n '${isHere}' ${what} -d '${says.replaceAll("'", '’')}'`;
    });
  });
  return `# fish completion for raffle\n${lines.join('\n')}\n`;
}

function stepCases(places: readonly Place[]): string {
  const steps = places.map(({ path }) => toPath(path)).filter((path) => path !== '');
  return steps.map((path) => `      "${path}") path="${path}" ;;`).join('\n');
}

function toPath(path: string): string {
  return path === '' ? '' : ` ${path}`;
}

function join(words: Place['words']): string {
  return words.map(({ word }) => word).join(' ');
}
