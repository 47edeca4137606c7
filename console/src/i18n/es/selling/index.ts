import type { Selling } from '../../catalogue';
import grid from './grid';
import shops from './shops';

const selling: Selling = { grid, shops };

export default selling;
