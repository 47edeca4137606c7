import type { Selling } from '../../catalogue';
import categories from './categories';
import counts from './counts';
import customers from './customers';
import grid from './grid';
import locations from './locations';
import media from './media';
import products from './products';
import purchases from './purchases';
import shops from './shops';
import stock from './stock';
import suppliers from './suppliers';
import transfers from './transfers';
import variants from './variants';

const selling: Selling = { categories, counts, customers, grid, locations, media, products, purchases, shops, stock, suppliers, transfers, variants };

export default selling;
