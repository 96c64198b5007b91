/** The box above the tabs, with its filters. */

import { closeIcon, filterIcon } from '@jupyterlab/ui-components';
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import { kindLabel } from '../../core/kinds';
import { trans } from '../../core/trans';
import { Button, HeldButton } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import type { SearchModel } from './model';
import { asks } from './model';
import { times } from './words';

export interface SearchBoxProps {
  search: SearchModel;
  /** Whom and which areas one can choose. */
  people: readonly string[];
  areas: readonly string[];
  /** Go to the first result. */
  onDown: () => void;
}

export function SearchBox(props: SearchBoxProps): JSX.Element {
  const { search } = props;
  const { question } = search;
  const filtered = asks({ ...question, text: '' });
  const [chosen, setChosen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const open = asks(question) ? search.shown && (chosen || filtered) : chosen;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && asks(question)) {
      event.stopPropagation();
      search.clear();
    } else if (event.key === 'ArrowDown' && search.shown) {
      event.preventDefault();
      props.onDown();
    }
  };
  return (
    <div
      className="cg-find"
      role="search"
      aria-label={trans.__('Search everything')}
      data-lm-suppress-shortcuts="true"
    >
      <div className="cg-find-line" onKeyDown={onKeyDown}>
        <input
          ref={field}
          type="search"
          className="cg-search"
          placeholder={trans.__('Search everything')}
          aria-label={trans.__('Search everything')}
          title={trans.__(
            'Entries, questions, threads, messages, tasks and comparisons; slips of the finger are forgiven'
          )}
          autoComplete="off"
          maxLength={200}
          data-testid="cg-find"
          data-cg-focus="find"
          value={question.text}
          onFocus={() => search.show()}
          onChange={event => search.ask({ text: event.currentTarget.value })}
        />
        <HeldButton
          className="cg-button cg-mod-plain cg-mod-icon"
          aria-expanded={open}
          aria-label={trans.__('Filters')}
          title={trans.__('Filter by kind, person, area and time')}
          data-testid="cg-find-filters"
          disabled={filtered}
          onClick={() => setChosen(!open)}
        >
          <filterIcon.react tag="span" className="cg-icon" />
        </HeldButton>
        {asks(question) && (
          <Button
            iconOnly
            icon={closeIcon}
            label={trans.__('Close the search')}
            testId="cg-find-close"
            onClick={() => {
              setChosen(false);
              search.clear();
              field.current?.focus();
            }}
          />
        )}
      </div>
      {open && <Filters {...props} />}
    </div>
  );
}

function Filters(props: SearchBoxProps): JSX.Element {
  const { search, people, areas } = props;
  const { question, found } = search;
  const { person } = useEnv();
  const counts = found.tag === 'ready' ? found.value.kinds : {};
  const kinds = Object.keys(counts).sort((a, b) =>
    kindLabel(a).localeCompare(kindLabel(b))
  );
  const offered =
    question.kind === '' || kinds.includes(question.kind)
      ? kinds
      : [question.kind, ...kinds];
  return (
    <div className="cg-find-filters">
      <Choice
        label={trans.__('Kind')}
        value={question.kind}
        options={[
          ['', trans.__('All kinds')],
          ...offered.map(
            kind => [kind, `${kindLabel(kind)} (${counts[kind] ?? 0})`] as const
          )
        ]}
        testId="cg-find-kind"
        onChange={kind => search.ask({ kind })}
      />
      <Choice
        label={trans.__('Person')}
        value={question.person}
        options={[
          ['', trans.__('Everybody')],
          ...people.map(name => [name, person(name).display_name] as const)
        ]}
        testId="cg-find-person"
        onChange={name => search.ask({ person: name })}
      />
      <Choice
        label={trans.__('Area')}
        value={question.area}
        options={[
          ['', trans.__('All areas')],
          ...areas.map(area => [area, area] as const)
        ]}
        testId="cg-find-area"
        onChange={area => search.ask({ area })}
      />
      <Choice
        label={trans.__('Time')}
        value={question.since}
        options={times()}
        testId="cg-find-since"
        onChange={since => search.ask({ since })}
      />
    </div>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  testId: string;
  onChange: (value: string) => void;
}): JSX.Element {
  return (
    <span className="cg-select">
      <select
        aria-label={props.label}
        data-testid={props.testId}
        value={props.value}
        onChange={event => props.onChange(event.currentTarget.value)}
      >
        {props.options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}
