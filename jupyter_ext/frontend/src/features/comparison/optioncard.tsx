/** One option: its prototype as it grows, its files, what came of running it, and what to do with it. */

import {
  addBelowIcon,
  editIcon,
  refreshIcon,
  runIcon,
  saveIcon,
  stopIcon
} from '@jupyterlab/ui-components';
import { useEffect, useRef, useState } from 'react';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Badge, Button, Byline, MarkdownText, Toolbar } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { PLACES, sentence } from '../../ui/sentence';
import { Loaded, ProblemNote } from '../../ui/states';
import { StatusBadge } from '../../ui/statusbadge';
import type { BoardProps } from './actions';
import { currentVersion, versionOf, withPathsAbove } from './comparison';
import { Files } from './files';
import { OptionLabel, TextForm, useDoing } from './parts';
import { RunView } from './runview';
import { SaveForm } from './saveform';
import type { Option, Version } from './wire';

type Form = 'refine' | 'write' | 'save' | null;

export function OptionCard(props: BoardProps & { option: Option }): JSX.Element {
  const { option, comparison } = props;
  const [picked, setPicked] = useState<string | null>(null);
  const current = currentVersion(option);
  const version = versionOf(option, picked) ?? current;
  const turn = version?.turn == null ? null : props.turnOf(version.turn);
  // The feed knows sooner than the comparison that a turn has ended.
  const status = turn?.status ?? version?.status ?? null;
  const chosen = comparison.decided === option.id;
  return (
    <article
      className={`cg-card cg-option${chosen ? ' cg-mod-chosen' : ''}${
        status === 'streaming' ? ' cg-mod-streaming' : ''
      }`}
      data-testid="cg-option"
      data-option={option.label}
      data-status={status ?? 'empty'}
      aria-label={trans.__('Option %1: %2', option.label, option.name)}
    >
      <div className="cg-option-head">
        <OptionLabel label={option.label} />
        <h4>{option.name}</h4>
        {chosen && <Badge look="live">{trans.__('chosen')}</Badge>}
        {status !== null && <StatusBadge status={status} />}
        {version !== null && version.turn === null && (
          <Badge look="plain">{trans.__('written by a person')}</Badge>
        )}
      </div>
      <Sketch option={option} />
      {version === null ? (
        <p className="cg-muted">{trans.__('Nothing of it is written yet.')}</p>
      ) : (
        <>
          <VersionBar option={option} version={version} onPick={setPicked} />
          <Prototype {...props} version={version} streaming={status === 'streaming'} />
        </>
      )}
      {option.forked && (
        <p className="cg-hint cg-mod-warn">
          {trans.__(
            'Two people changed this option at the same time. Both versions are kept; the newer one is shown.'
          )}
        </p>
      )}
      {props.contribute && (
        <Tools {...props} version={version} streaming={status === 'streaming'} />
      )}
      <RunView option={option} hasCheck={comparison.check.trim() !== ''} />
    </article>
  );
}

function Sketch(props: { option: Option }): JSX.Element | null {
  const { sketch, constraints } = props.option;
  if (sketch === '' && constraints.length === 0) {
    return null;
  }
  return (
    <div className="cg-sketch">
      {sketch !== '' && <p>{sketch}</p>}
      {constraints.length > 0 && (
        <ul aria-label={trans.__('Constraints')}>
          {constraints.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function VersionBar(props: {
  option: Option;
  version: Version;
  onPick: (id: string | null) => void;
}): JSX.Element {
  const { option, version } = props;
  const { versions } = option;
  return (
    <div className="cg-foot">
      <Byline username={version.by} at={version.at} />
      {versions.length > 1 && (
        <select
          aria-label={trans.__('Version of option %1', option.label)}
          data-testid="cg-version-pick"
          value={version.id}
          onChange={event => {
            const id = event.currentTarget.value;
            props.onPick(id === option.current ? null : id);
          }}
        >
          {versions.map((one, at) => (
            <option key={one.id} value={one.id}>
              {trans.__('Version %1 of %2', at + 1, versions.length)}
            </option>
          ))}
        </select>
      )}
      {version.instruction !== '' && (
        <span className="cg-quote cg-muted" data-testid="cg-instruction">
          “{version.instruction}”
        </span>
      )}
    </div>
  );
}

function Prototype(
  props: BoardProps & { option: Option; version: Version; streaming: boolean }
): JSX.Element {
  const { option, version, streaming } = props;
  const [view, setView] = useState<'files' | 'text'>('files');
  if (streaming) {
    return <Growing turn={version.turn} />;
  }
  return (
    <>
      {version.problem !== null && (
        <p className="cg-hint cg-mod-warn">{version.problem}</p>
      )}
      <Loaded
        of={props.textOf(option.id, version.id)}
        what={trans.__('the files')}
        retry={() => props.textOf(option.id, version.id)}
      >
        {text => (
          <>
            <Toolbar className="cg-switch" label={trans.__('What to look at')}>
              {(['files', 'text'] as const).map(name => (
                <button
                  key={name}
                  type="button"
                  aria-pressed={view === name}
                  data-testid={`cg-view-${name}`}
                  onClick={() => setView(name)}
                >
                  {name === 'files'
                    ? trans._n('%1 file', '%1 files', text.files.length)
                    : version.turn === null
                      ? trans.__('As written')
                      : trans.__('Answer')}
                </button>
              ))}
            </Toolbar>
            {view === 'files' ? (
              <Files text={text} label={option.label} />
            ) : (
              <div className="cg-prototype" tabIndex={0}>
                <MarkdownText
                  text={withPathsAbove(text.text)}
                  testId="cg-option-text"
                />
              </div>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

/** The answer while it is being written; it stays at its end unless somebody scrolls up. */
function Growing(props: { turn: string | null }): JSX.Element {
  const { answer } = useEnv();
  const known = props.turn === null ? null : answer(props.turn);
  const box = useRef<HTMLDivElement>(null);
  const text = known?.tag === 'ready' ? known.text : '';
  useEffect(() => {
    const node = box.current;
    if (node !== null && node.scrollHeight - node.scrollTop - node.clientHeight < 120) {
      node.scrollTop = node.scrollHeight;
    }
  }, [text]);
  if (known?.tag === 'error') {
    return <ProblemNote problem={known.problem} />;
  }
  return (
    <div
      ref={box}
      className="cg-prototype"
      aria-busy="true"
      tabIndex={0}
      data-testid="cg-option-live"
    >
      {text === '' ? (
        <p className="cg-muted">{trans.__('Waiting for the first words…')}</p>
      ) : (
        <MarkdownText text={withPathsAbove(text)} />
      )}
    </div>
  );
}

function Tools(
  props: BoardProps & { option: Option; version: Version | null; streaming: boolean }
): JSX.Element {
  const { option, version, streaming, actions } = props;
  const kept = useDraft<Form>(`form ${option.id}`, null);
  const form = kept.value;
  const setForm = kept.set;
  const doing = useDoing();
  const close = (): void => setForm(null);
  const text =
    version === null || streaming ? null : props.textOf(option.id, version.id);
  const files = text?.tag === 'ready' ? text.value.files : [];
  const stoppable = version?.turn != null && streaming && props.mayStop(version.turn);
  const act = (name: 'again' | 'stop' | 'run'): void => {
    void doing.run(() => actions.act({ act: name, option: option.id }));
  };
  return (
    <>
      <Toolbar label={trans.__('Option %1', option.label)}>
        {stoppable && (
          <Button
            label={trans.__('Stop')}
            icon={stopIcon}
            look="warn"
            testId="cg-option-stop"
            onClick={() => act('stop')}
          />
        )}
        {!streaming && (
          <>
            <Button
              label={option.running ? trans.__('Running…') : trans.__('Run')}
              icon={runIcon}
              title={trans.__(
                'Run it against the check, apart from the server and within limits'
              )}
              testId="cg-option-run"
              disabled={doing.busy || option.running || files.length === 0}
              onClick={() => act('run')}
            />
            {version !== null && (
              <Button
                label={trans.__('Refine')}
                icon={editIcon}
                title={trans.__('Say what to change; the model writes a new version')}
                testId="cg-option-refine"
                onClick={() => setForm(form === 'refine' ? null : 'refine')}
              />
            )}
            <Button
              label={version === null ? trans.__('Ask the model') : trans.__('Again')}
              icon={refreshIcon}
              title={trans.__('Have the model write it anew')}
              testId="cg-option-again"
              disabled={doing.busy}
              onClick={() => act('again')}
            />
          </>
        )}
        <Button
          label={trans.__('Write')}
          title={trans.__('Write or paste this option yourself')}
          testId="cg-option-write"
          onClick={() => setForm(form === 'write' ? null : 'write')}
        />
        {files.length > 0 && (
          <Button
            label={trans.__('Save')}
            icon={saveIcon}
            title={trans.__('Save its files in a folder')}
            testId="cg-option-save"
            onClick={() => setForm(form === 'save' ? null : 'save')}
          />
        )}
        {files.length > 0 && actions.canInsert && (
          <Button
            label={trans.__('Insert')}
            icon={addBelowIcon}
            title={trans.__('Insert its files as cells below')}
            testId="cg-option-insert"
            onClick={() => void doing.run(() => actions.insert(files))}
          />
        )}
      </Toolbar>
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
      {form === 'refine' && (
        <TextForm
          label={trans.__('What should change in %1?', option.label)}
          submit={trans.__('Refine')}
          testId="refine"
          keep={`refine ${option.id}`}
          rows={2}
          onSend={instruction =>
            actions.act({ act: 'refine', option: option.id, instruction })
          }
          onClose={close}
        />
      )}
      {form === 'write' && (
        <TextForm
          label={trans.__('Your version of %1', option.label)}
          submit={trans.__('Save as a new version')}
          testId="write"
          keep={`write ${option.id}`}
          rows={10}
          code
          start={text?.tag === 'ready' ? text.value.text : ''}
          hint={trans.__(
            'Markdown; each file is a code block that begins with its path, as ```python main.py'
          )}
          onSend={written =>
            actions.act({ act: 'write', option: option.id, text: written })
          }
          onClose={close}
        />
      )}
      {form === 'save' && (
        <SaveForm
          label={option.label}
          onSave={(folder, overwrite) =>
            actions.act({ act: 'save', option: option.id, folder, overwrite })
          }
          onClose={close}
        />
      )}
      {option.saved.length > 0 && (
        <p className="cg-muted">
          {sentence(
            trans.__('Saved in %1', ...PLACES),
            <code>{option.saved.at(-1)?.folder}</code>
          )}
        </p>
      )}
    </>
  );
}
