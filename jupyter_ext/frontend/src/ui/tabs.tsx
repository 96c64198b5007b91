/**
 * Tabs by the WAI-ARIA pattern: arrow keys, Home and End move; every panel stays mounted. Where they
 * don't fit side by side they stand in two rows, each with its name.
 */

import type { LabIcon } from '@jupyterlab/ui-components';
import type { KeyboardEvent, ReactNode } from 'react';
import { Boundary } from './states';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly icon: LabIcon;
  readonly count?: number;
  /** What the count counts, to be read aloud. */
  readonly counted?: string;
  readonly content: ReactNode;
}

export function Tabs<Id extends string>(props: {
  label: string;
  tabs: readonly Tab<Id>[];
  current: Id;
  onSelect: (id: Id) => void;
}): JSX.Element {
  const { tabs, current, onSelect } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex(tab => tab.id === current);
    const to = targetOf(event.key, at, tabs.length);
    const target = to === null ? undefined : tabs[to];
    if (target !== undefined) {
      event.preventDefault();
      onSelect(target.id);
      document.getElementById(`cg-tab-${target.id}`)?.focus();
    }
  };
  return (
    <>
      <div
        className="cg-tabs"
        role="tablist"
        aria-label={props.label}
        onKeyDown={onKeyDown}
      >
        {tabs.map(tab => (
          <button
            key={tab.id}
            id={`cg-tab-${tab.id}`}
            type="button"
            role="tab"
            className="cg-tab"
            aria-selected={tab.id === current}
            aria-controls={`cg-panel-${tab.id}`}
            tabIndex={tab.id === current ? 0 : -1}
            title={tab.label}
            data-testid={`cg-tab-${tab.id}`}
            onClick={() => onSelect(tab.id)}
          >
            <tab.icon.react tag="span" className="cg-icon" aria-hidden="true" />
            <span className="cg-tab-label">{tab.label}</span>
            {tab.count !== undefined && tab.count > 0 && (
              <span className="cg-count">
                {tab.count}
                {tab.counted !== undefined && (
                  <span className="cg-visually-hidden"> {tab.counted}</span>
                )}
              </span>
            )}
          </button>
        ))}
      </div>
      {tabs.map(tab => (
        <div
          key={tab.id}
          id={`cg-panel-${tab.id}`}
          role="tabpanel"
          className="cg-tabpanel"
          aria-labelledby={`cg-tab-${tab.id}`}
          hidden={tab.id !== current}
          data-testid={`cg-panel-${tab.id}`}
        >
          <Boundary>{tab.content}</Boundary>
        </div>
      ))}
    </>
  );
}

function targetOf(key: string, at: number, length: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % length;
    case 'ArrowLeft':
      return (at + length - 1) % length;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return null;
  }
}
