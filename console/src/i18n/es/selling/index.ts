import type { Selling } from '../../catalogue';
import shops from './shops';

const selling: Selling = { shops };

export default selling;
