/** The whole context as a file: written out, and taken in after a look at what would become of it. */

import { useRef, useState } from 'react';
import type { ImportedItem } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { announce } from '../../ui/announcer';
import { Button } from '../../ui/controls';
import { download } from '../../ui/download';
import { Choice } from '../../ui/fields';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { ContextRecord } from './records';
import { partsOf, recordsOf, textOf, wholeEntries } from './records';
import type { ExchangeActions, How } from './requests';

const SHOWN = 20;

/** A file that was looked at, or taken in. */
interface Looked {
  readonly name: string;
  readonly how: How;
  readonly records: readonly ContextRecord[];
  readonly items: readonly ImportedItem[];
  readonly done: boolean;
}

export function Exchange(props: {
  actions: ExchangeActions;
  /** Whether this member may take over history. */
  admin: boolean;
}): JSX.Element {
  const { actions, admin } = props;
  const { busy, problem, run, forget } = useWork();
  const [how, setHow] = useState<How>('proposals');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [far, setFar] = useState('');
  const stopped = useRef(false);
  const input = useRef<HTMLInputElement>(null);

  const send = async (
    name: string,
    records: readonly ContextRecord[],
    dry: boolean
  ): Promise<void> => {
    stopped.current = false;
    const parts = partsOf(how === 'proposals' ? wholeEntries(records) : records);
    const items: ImportedItem[] = [];
    try {
      for (const [number, part] of parts.entries()) {
        setFar(trans.__('Part %1 of %2', number + 1, parts.length));
        items.push(...(await actions.bring(name, how, part, dry)).items);
        if (stopped.current) {
          break;
        }
      }
    } finally {
      setFar('');
    }
    setLooked({ name, how, records, items, done: !dry });
    announce(counted(items, !dry));
  };
  const look = (file: File): void =>
    run(textOf(file, file.name).then(text => send(file.name, recordsOf(text), true)));
  const write = (): void =>
    run(
      actions
        .write()
        .then(text => download(text, 'context.jsonl', 'application/x-ndjson'))
    );
  return (
    <section
      className="cg-group"
      aria-label={trans.__('The context as a file')}
      data-testid="cg-exchange"
    >
      <h3>{trans.__('The context as a file')}</h3>
      <p className="cg-hint">
        {trans.__(
          'All that the team shares, with every version, in an open format; private notes are not in it.'
        )}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <div className="cg-actions">
        <Button
          label={trans.__('Export')}
          title={trans.__('Save the shared context as a file')}
          testId="cg-exchange-export"
          disabled={busy}
          onClick={write}
        />
        <Button
          label={trans.__('Import…')}
          title={trans.__('Choose a file, and see what would become of it')}
          testId="cg-exchange-choose"
          disabled={busy}
          onClick={() => input.current?.click()}
        />
        {far !== '' && (
          <Button
            label={trans.__('Stop')}
            title={trans.__('Stop after this part; what is taken in stays')}
            testId="cg-exchange-stop"
            onClick={() => {
              stopped.current = true;
            }}
          />
        )}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,.jsonl,.gz"
        data-testid="cg-exchange-file"
        onChange={event => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) {
            forget();
            setLooked(null);
            look(file);
          }
        }}
      />
      {admin && (
        <Choice
          label={trans.__('What an import becomes')}
          value={how}
          choices={[
            ['proposals', trans.__('proposals of yours')],
            ['history', trans.__('history, with its authors by name')]
          ]}
          testId="cg-exchange-how"
          onChange={value => {
            setLooked(null);
            setHow(value === 'history' ? 'history' : 'proposals');
          }}
        />
      )}
      {far !== '' && <p className="cg-muted">{far}</p>}
      {looked !== null && (
        <Preview
          looked={looked}
          busy={busy}
          onTake={() => run(send(looked.name, looked.records, false))}
          onDrop={() => setLooked(null)}
        />
      )}
    </section>
  );
}

function Preview(props: {
  looked: Looked;
  busy: boolean;
  onTake: () => void;
  onDrop: () => void;
}): JSX.Element {
  const { looked, busy } = props;
  const things = told(looked.items);
  const named = things.filter(item => item.what !== 'known');
  const some = named.some(item => item.what === 'added' || item.what === 'dispute');
  return (
    <div className="cg-card" data-testid="cg-exchange-preview">
      <p>
        <strong>{looked.name}</strong>
      </p>
      <p data-testid="cg-exchange-counts">{counted(looked.items, looked.done)}</p>
      <ul className="cg-list">
        {named.slice(0, SHOWN).map(item => (
          <li key={item.place + item.id}>
            {item.title === '' ? item.record : item.title}
            <span className="cg-muted"> {lineOf(item)}</span>
          </li>
        ))}
      </ul>
      {named.length > SHOWN && (
        <p className="cg-muted">
          {trans._n('and %1 more', 'and %1 more', named.length - SHOWN)}
        </p>
      )}
      <div className="cg-actions">
        {!looked.done && some && (
          <Button
            label={trans.__('Take it in')}
            testId="cg-exchange-take"
            disabled={busy}
            onClick={props.onTake}
          />
        )}
        <Button
          label={looked.done ? trans.__('Close') : trans.__('Cancel')}
          testId="cg-exchange-drop"
          onClick={props.onDrop}
        />
      </div>
    </div>
  );
}

/** What is worth a word: not the file's beginning and end. */
function told(items: readonly ImportedItem[]): readonly ImportedItem[] {
  return items.filter(item => item.record !== 'context' && item.record !== 'end');
}

function counted(items: readonly ImportedItem[], done: boolean): string {
  const count = (...kinds: readonly ImportedItem['what'][]): number =>
    told(items).filter(item => kinds.includes(item.what)).length;
  const added = count('added');
  const [known, disputes, kept, out] = [
    count('known'),
    count('dispute'),
    count('withheld'),
    count('refused', 'left_out')
  ];
  return [
    done ? trans.__('%1 taken in', added) : trans.__('%1 to take in', added),
    ...(known > 0 ? [trans.__('%1 known already', known)] : []),
    ...(disputes > 0 ? [trans.__('%1 in dispute', disputes)] : []),
    ...(kept > 0 ? [trans.__('%1 kept back', kept)] : []),
    ...(out > 0 ? [trans.__('%1 left out', out)] : [])
  ].join(', ');
}

function lineOf(item: ImportedItem): string {
  const words: Readonly<Record<ImportedItem['what'], string>> = {
    added: trans.__('new'),
    known: trans.__('known already'),
    dispute: trans.__('in dispute with what is here'),
    withheld: trans.__('kept back by the gate'),
    refused: trans.__('refused'),
    left_out: trans.__('left out')
  };
  return [words[item.what], item.why ?? ''].filter(Boolean).join('. ');
}
