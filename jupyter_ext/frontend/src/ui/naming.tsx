/**
 * A text in which things are named by a sign (`@file:…`, `#area`): while a name is being written, a list
 * below offers what it may become. Knows no feature; who offers is handed in from above.
 */

import type { KeyboardEvent, TextareaHTMLAttributes } from 'react';
import {
  createContext,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState
} from 'react';
import { trans } from '../core/trans';

export interface NameOffer {
  readonly written: string;
  /** What it is, in a few words. */
  readonly told: string;
}

/** What a name at the end of a text may become; `begun` is what there is of it. */
export interface NameOffers {
  readonly begun: string;
  readonly offers: readonly NameOffer[];
}

export type OfferNames = (text: string) => Promise<NameOffers>;

const OfferContext = createContext<OfferNames | null>(null);

export const OfferProvider = OfferContext.Provider;

/** Milliseconds after the last letter until names are asked for. */
const PATIENCE = 120;
/** A name that may be being written: what holds none is not asked about. */
const SIGNED = /(?:^|[^\w@#&/.`])(?:@(?:\w+:"[^"\n]*|[^\s"]*)|#[\w./-]*)$/u;
const NONE: NameOffers = { begun: '', offers: [] };

export function NamingArea(
  props: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> & {
    value: string;
    onText: (text: string) => void;
  }
): JSX.Element {
  const { value, onText, onKeyDown, ...rest } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const naming = useNaming(area, value, onText);
  const { offers } = naming.found;
  return (
    <>
      <textarea
        {...rest}
        ref={area}
        value={value}
        aria-autocomplete="list"
        aria-controls={offers.length > 0 ? `${id}-names` : undefined}
        aria-activedescendant={
          offers.length > 0 ? `${id}-name-${naming.active}` : undefined
        }
        onChange={event => {
          onText(event.currentTarget.value);
          naming.look();
        }}
        onKeyDown={event => {
          if (!naming.onKey(event)) {
            onKeyDown?.(event);
          }
        }}
        onBlur={() => naming.close()}
      />
      {offers.length > 0 && (
        <ul
          id={`${id}-names`}
          className="cg-names"
          role="listbox"
          aria-label={trans.__('Names')}
          data-testid="cg-names"
        >
          {offers.map(({ written, told }, at) => (
            <li
              key={written}
              id={`${id}-name-${at}`}
              role="option"
              aria-selected={at === naming.active}
              data-testid="cg-name"
              // Before the text loses the focus.
              onMouseDown={event => {
                event.preventDefault();
                naming.take(at);
              }}
            >
              <span>{written}</span> <span className="cg-muted">{told}</span>
            </li>
          ))}
        </ul>
      )}
      <span className="cg-visually-hidden" role="status">
        {offers.length > 0 ? trans._n('%1 name', '%1 names', offers.length) : ''}
      </span>
    </>
  );
}

interface Naming {
  found: NameOffers;
  active: number;
  look: () => void;
  take: (at: number) => void;
  close: () => void;
  /** Whether the key was for the list. */
  onKey: (event: KeyboardEvent) => boolean;
}

function useNaming(
  area: React.RefObject<HTMLTextAreaElement>,
  value: string,
  onText: (text: string) => void
): Naming {
  const ask = useContext(OfferContext);
  const [found, setFound] = useState<NameOffers>(NONE);
  const [active, setActive] = useState(0);
  const [caret, setCaret] = useState<number | null>(null);
  const [asked, setAsked] = useState(0);
  useLayoutEffect(() => {
    if (caret !== null) {
      area.current?.setSelectionRange(caret, caret);
      setCaret(null);
    }
  }, [area, caret]);
  useEffect(() => {
    const before = value.slice(0, area.current?.selectionStart ?? 0);
    if (asked === 0 || ask === null || !SIGNED.test(before)) {
      setFound(NONE);
      return;
    }
    let over = false;
    const timer = window.setTimeout(() => {
      // Names are a help: without them the text is written all the same.
      ask(before).then(
        next => {
          if (!over) {
            setFound(next);
            setActive(0);
          }
        },
        () => setFound(NONE)
      );
    }, PATIENCE);
    return () => {
      over = true;
      window.clearTimeout(timer);
    };
  }, [area, ask, asked, value]);
  const close = (): void => setFound(NONE);
  const take = (at: number): void => {
    const offer = found.offers[at];
    const end = area.current?.selectionStart ?? value.length;
    if (offer === undefined) {
      return;
    }
    const begins = offer.written.endsWith(':'); // a kind, whose name comes next
    const text = begins ? offer.written : `${offer.written} `;
    const start = end - found.begun.length;
    onText(`${value.slice(0, start)}${text}${value.slice(end)}`);
    setCaret(start + text.length);
    close();
    setAsked(begins ? asked + 1 : 0);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const { length } = found.offers;
    if (
      length === 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.nativeEvent.isComposing
    ) {
      return false;
    }
    switch (event.key) {
      case 'ArrowDown':
        setActive((active + 1) % length);
        break;
      case 'ArrowUp':
        setActive((active + length - 1) % length);
        break;
      case 'Enter':
      case 'Tab':
        take(active);
        break;
      case 'Escape':
        close();
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { found, active, look: () => setAsked(asked + 1), take, close, onKey };
}
