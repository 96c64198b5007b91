/** That the notebook in front runs another language: what is not there, and what works instead. */

import { useEffect, useState } from 'react';
import { trans } from '../../core/trans';
import type { OtherKernel } from '../../ui/otherkernel';
import { Banner, Coded } from '../../ui/states';

export function KernelBanner(props: { kernel: OtherKernel }): JSX.Element | null {
  const { kernel } = props;
  const [name, setName] = useState(kernel.name);
  useEffect(() => {
    setName(kernel.name);
    return kernel.follow(() => setName(kernel.name));
  }, [kernel]);
  return name === null ? null : (
    <Banner look="info" testId="cg-banner-kernel">
      <Coded
        text={trans.__(
          'The kernel %1 is no Python, so %2 and %3 are not there. Everything in this panel works: ask under Private.',
          name,
          '`%%ai`',
          '`%cg`'
        )}
      />
    </Banner>
  );
}
