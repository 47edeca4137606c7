import address from './address';
import bulk from './bulk';
import categories from './categories';
import customers from './customers';
import documents from './documents';
import drafts from './drafts';
import editOrder from './editOrder';
import grid from './grid';
import imports from './imports';
import locations from './locations';
import media from './media';
import order from './order';
import orders from './orders';
import payments from './payments';
import products from './products';
import refunds from './refunds';
import returns from './returns';
import shipments from './shipments';
import shops from './shops';
import stock from './stock';
import timeline from './timeline';
import variants from './variants';
import views from './views';

/** The words of the pages that only merchants have. */
export default {
  address,
  bulk,
  categories,
  customers,
  documents,
  drafts,
  editOrder,
  grid,
  imports,
  locations,
  media,
  order,
  orders,
  payments,
  products,
  refunds,
  returns,
  shipments,
  shops,
  stock,
  timeline,
  variants,
  views,
};
