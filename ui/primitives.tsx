import { createElement, type HTMLAttributes, type ReactNode, type Ref } from 'react';
import { classNames } from './class-names.ts';
import styles from './primitives.module.css';

interface ElementProps extends HTMLAttributes<HTMLElement> {
  readonly ref?: Ref<HTMLElement> | undefined;
  /** Left out when the page is printed. */
  readonly isScreenOnly?: boolean;
}

type Gap = 1 | 2 | 3 | 4 | 5 | 6 | 8 | 12;

export interface StackProps extends ElementProps {
  /** The HTML element. `ul` and `ol` have no bullets. Default: `div`. */
  readonly element?: 'div' | 'section' | 'header' | 'footer' | 'article' | 'ul' | 'ol' | 'li';
  /** Distance between the children, in steps of 4 px. */
  readonly gap?: Gap;
  readonly align?: 'stretch' | 'start' | 'center' | 'end' | 'baseline';
  /** `full`: the whole width. `form`: at most 36 rem. `text`: at most 44 rem. */
  readonly width?: 'full' | 'form' | 'text';
}

/** Children below each other. */
export function Stack({ gap = 4, ...props }: StackProps) {
  return <Box {...props} gap={gap} look={styles.stack} />;
}

export interface RowProps extends StackProps {
  /** Pushes the children to both ends. */
  readonly isSpread?: boolean;
}

/** Children beside each other; they wrap where there is no room. */
export function Row({ gap = 3, isSpread = false, ...props }: RowProps) {
  return <Box {...props} gap={gap} look={classNames(styles.row, isSpread && styles.spread)} />;
}

export interface CardProps extends StackProps {
  /** `caution` and `danger` have an edge in that colour. */
  readonly tone?: 'plain' | 'caution' | 'danger';
}

/** A stack on a sheet of its own. */
export function Card({ gap = 2, tone = 'plain', ...props }: CardProps) {
  const look = classNames(styles.stack, styles.card, tone !== 'plain' && styles[tone]);
  return <Box {...props} gap={gap} look={look} />;
}

type Align = NonNullable<StackProps['align']>;

const alignments: Readonly<Record<Align, string | undefined>> = {
  stretch: undefined,
  start: styles.alignStart,
  center: styles.alignCenter,
  end: styles.alignEnd,
  baseline: styles.alignBaseline,
};

function Box(props: StackProps & { readonly gap: Gap; readonly look: string }) {
  const { element = 'div', gap, align = 'stretch', width, look, className, ...rest } = props;
  const { isScreenOnly = false, ...attributes } = rest;
  return createElement(element, {
    ...attributes,
    className: classNames(
      look,
      styles[`gap${gap}`],
      alignments[align],
      width !== undefined && styles[width],
      (element === 'ul' || element === 'ol') && styles.list,
      isScreenOnly && styles.screenOnly,
      className,
    ),
  });
}

export interface NoteProps extends ElementProps {
  readonly element?: 'p' | 'div' | 'span';
  /** `soft`: secondary text. `caution` and `danger`: a bar at its start. */
  readonly tone?: 'plain' | 'soft' | 'caution' | 'danger';
  readonly size?: 'small' | 'text';
}

/** A remark: secondary text, a warning or a failure. Pass `role="alert"` for a new failure. */
export function Note(props: NoteProps) {
  const { element = 'p', tone = 'soft', size = tone === 'soft' ? 'small' : 'text' } = props;
  const { element: _element, tone: _tone, size: _size, isScreenOnly, className, ...rest } = props;
  return createElement(element, {
    ...rest,
    className: classNames(
      styles.note,
      tone !== 'plain' && styles[tone],
      size === 'small' && styles.small,
      isScreenOnly === true && styles.screenOnly,
      className,
    ),
  });
}

export interface TitleProps extends HTMLAttributes<HTMLHeadingElement> {
  readonly ref?: Ref<HTMLHeadingElement> | undefined;
  /** Level 1 is the title of a page and larger. */
  readonly level: 1 | 2 | 3 | 4;
}

/** A heading in the display face. */
export function Title({ level, className, ...attributes }: TitleProps) {
  return createElement(`h${level}`, {
    ...attributes,
    className: classNames(styles.title, level === 1 && styles.pageTitle, className),
  });
}

export interface DetailsProps {
  readonly summary: string;
  /** Whether they are open at first. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** Text that is folded away until the reader opens it. */
export function Details({ summary, isOpen = false, children }: DetailsProps) {
  return (
    <details open={isOpen}>
      <summary className={styles.summary}>{summary}</summary>
      <Stack>{children}</Stack>
    </details>
  );
}

export interface CodeProps extends Omit<HTMLAttributes<HTMLElement>, 'children'> {
  readonly children: ReactNode;
  /** `command`: a line for a terminal, in a frame. It breaks between words, not within an option. */
  readonly look?: 'inline' | 'command';
}

/** An id, a hash, a key or a command: equal widths, left to right. */
export function Code({ look = 'inline', className, children, ...attributes }: CodeProps) {
  const isCommand = look === 'command';
  const props = {
    ...attributes,
    className: classNames(styles.code, isCommand && styles.command, className),
  };
  return isCommand && typeof children === 'string'
    ? createElement('code', props, ...separateWords(children))
    : createElement('code', props, children);
}

/** Browsers break lines after hyphens; an inline block keeps `--role` together. */
function separateWords(text: string): ReactNode[] {
  return text
    .split(/( +)/)
    .map((word, index) =>
      index % 2 === 1 ? word : createElement('span', { className: styles.word }, word),
    );
}

/** Marks a page as a rehearsal, on paper too. */
export function RehearsalBand({ children }: { readonly children: ReactNode }) {
  return <p className={styles.band}>{children}</p>;
}
