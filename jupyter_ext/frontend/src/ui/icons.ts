/** The product's mark: two circles and the ground that they share. */

import { LabIcon } from '@jupyterlab/ui-components';
import mark from '../../style/mark.svg';

export const commonGroundIcon = new LabIcon({
  name: 'commonground:mark',
  svgstr: mark
});
