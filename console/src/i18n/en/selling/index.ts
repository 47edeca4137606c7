import categories from './categories';
import customers from './customers';
import grid from './grid';
import locations from './locations';
import media from './media';
import products from './products';
import shops from './shops';
import stock from './stock';
import variants from './variants';

/** The words of the pages that only merchants have. */
export default { categories, customers, grid, locations, media, products, shops, stock, variants };
