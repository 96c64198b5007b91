import type { CellValue, Comparison, Option, Score, Version } from './wire';

/** How the id of a comparison begins. */
export const COMPARISON_PREFIX = 'k_';
export const SCORES = [1, 2, 3, 4, 5] as const;
// What is read out of a comparison

/** An option's answer as it is drawn: each file's path above its block, which is then coloured. */
export function withPathsAbove(markdown: string): string {
  return markdown.replace(
    /^(`{3,}|~{3,})([\w+-]+)[ \t]+([\w./-]+)[ \t]*$/gm,
    (_, fence: string, language: string, path: string) =>
      `\n**${path}**\n\n${fence}${language}`
  );
}

export function versionOf(option: Option, id: string | null): Version | null {
  return option.versions.find(version => version.id === id) ?? null;
}

/** The version that is shown: the current one. */
export function currentVersion(option: Option): Version | null {
  return versionOf(option, option.current) ?? option.versions.at(-1) ?? null;
}

/** Whether an option goes by this name or letter, whatever its case. */
export function isTaken(options: readonly Option[], name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return options.some(option =>
    [option.id, option.label, option.name].some(one => one.toLowerCase() === wanted)
  );
}

/** The score that a person gave; null where they gave none. */
export function scoreBy(
  comparison: Comparison,
  by: string,
  option: string,
  criterion: string
): Score | null {
  return (
    comparison.scores.find(
      score =>
        score.by === by && score.option === option && score.criterion === criterion
    ) ?? null
  );
}

/** Whether somebody's scores are still hidden from everybody else. */
export function hidden(comparison: Comparison): boolean {
  return comparison.secret && !comparison.revealed;
}

/** The group of the table's columns that holds what people judged. */
const PEOPLE = 'judged by people';

/** What people gave, for everybody to see, and their mean as the table has it; null where nobody did. */
export function spread(
  comparison: Comparison,
  option: string,
  criterion: string
): { readonly mean: CellValue; readonly scores: readonly Score[] } | null {
  const scores = comparison.scores.filter(
    score => score.option === option && score.criterion === criterion && !score.sealed
  );
  if (scores.length === 0) {
    return null;
  }
  const { columns, rows } = comparison.table;
  const column = columns.findIndex(
    ({ group, name }) => group === PEOPLE && name === criterion
  );
  const row = rows.find(one => one.option === option);
  return { mean: row?.cells[column] ?? null, scores };
}
