import type { Selling } from '../../catalogue';
import categories from './categories';
import customers from './customers';
import grid from './grid';
import locations from './locations';
import media from './media';
import products from './products';
import shops from './shops';
import stock from './stock';
import variants from './variants';

const selling: Selling = { categories, customers, grid, locations, media, products, shops, stock, variants };

export default selling;
