/** The files of an option: a list, the one that is open, and where a file does not parse. */

import { useState } from 'react';
import { trans } from '../../core/trans';
import { MarkdownText } from '../../ui/controls';
import { Empty } from '../../ui/states';
import type { OptionText } from './wire';

const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  md: 'markdown',
  toml: 'toml',
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  sql: 'sql',
  ts: 'typescript',
  sh: 'bash'
};

export function Files(props: { text: OptionText; label: string }): JSX.Element {
  const { files, problems, notes } = props.text;
  const [open, setOpen] = useState<string | null>(null);
  const file = files.find(one => one.path === open) ?? files[0];
  return (
    <div className="cg-files" data-testid="cg-files">
      {notes.map(note => (
        <p key={note} className="cg-hint">
          {note}
        </p>
      ))}
      {file === undefined ? (
        <Empty title={trans.__('No files in it')}>
          {trans.__('A file is a code block that begins with its path.')}
        </Empty>
      ) : (
        <>
          <ul aria-label={trans.__('Files of option %1', props.label)}>
            {files.map(one => (
              <li key={one.path}>
                <button
                  type="button"
                  aria-pressed={one.path === file.path}
                  data-testid="cg-file"
                  onClick={() => setOpen(one.path)}
                >
                  <span>{one.path}</span>
                  {problems.some(problem => problem.path === one.path) && (
                    <span className="cg-mark-bad" title={trans.__('It does not parse')}>
                      ⚠
                      <span className="cg-visually-hidden">
                        {' '}
                        {trans.__('does not parse')}
                      </span>
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
          <div className="cg-prototype" tabIndex={0} data-testid="cg-file-text">
            <MarkdownText text={fenced(file.path, file.text)} />
          </div>
        </>
      )}
      {problems.map(problem => (
        <p
          key={`${problem.path} ${problem.line}`}
          className="cg-hint cg-mod-bad"
          data-testid="cg-parse-problem"
        >
          <code>{problem.path}</code>
          {problem.line !== null && trans.__(', line %1', problem.line)}:{' '}
          {problem.message}
        </p>
      ))}
    </div>
  );
}

/** A file as a code block whose fence is longer than any in it. */
function fenced(path: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const language = LANGUAGES[path.split('.').at(-1) ?? ''] ?? '';
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}
