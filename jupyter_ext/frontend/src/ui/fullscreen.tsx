/** One thing on the whole screen, for a meeting: the browser’s own full screen, left by Escape. */

import { LabIcon } from '@jupyterlab/ui-components';
import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import { trans } from '../core/trans';
import { Button } from './controls';

const icon = new LabIcon({
  name: 'commonground:full-screen',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24"><path class="jp-icon3" fill="#616161" d="M7 14H5v5h5v-2H7zm-2-4h2V7h3V5H5zm12 7h-3v2h5v-5h-2zM14 5v2h3v3h2V5z"/></svg>'
});

/** Shows an element, and what is in it, on the whole screen; nothing where a browser can’t. */
export function FullScreenButton(props: {
  of: RefObject<HTMLElement>;
  /** What it is: “the board”. */
  what: string;
}): JSX.Element | null {
  const { of } = props;
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = (): void =>
      setFull(of.current !== null && document.fullscreenElement === of.current);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, [of]);
  if (!document.fullscreenEnabled) {
    return null;
  }
  const toggle = async (): Promise<void> => {
    if (full) {
      await document.exitFullscreen();
    } else {
      await of.current?.requestFullscreen();
    }
  };
  return (
    <Button
      icon={icon}
      iconOnly
      label={
        full
          ? trans.__('Leave full screen')
          : trans.__('Show %1 on the full screen', props.what)
      }
      testId="cg-full-screen"
      // Refused where the page stands in a frame that may not: then it stays as it is.
      onClick={() => void toggle().catch(() => undefined)}
    />
  );
}
