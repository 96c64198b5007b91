/** Pictures of our own: the product's mark (two circles and the ground that they share), and a thumb. */

import { LabIcon } from '@jupyterlab/ui-components';
import mark from '../../style/mark.svg';
import thumb from '../../style/thumb.svg';

export const commonGroundIcon = new LabIcon({
  name: 'commonground:mark',
  svgstr: mark
});

export const thumbIcon = new LabIcon({
  name: 'commonground:thumb',
  svgstr: thumb
});
