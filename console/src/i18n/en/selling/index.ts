import grid from './grid';
import shops from './shops';

/** The words of the pages that only merchants have. */
export default { grid, shops };
