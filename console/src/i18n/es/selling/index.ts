import type { Selling } from '../../catalogue';
import address from './address';
import bulk from './bulk';
import categories from './categories';
import channels from './channels';
import channelSteps from './channelSteps';
import collections from './collections';
import counts from './counts';
import customers from './customers';
import documents from './documents';
import drafts from './drafts';
import editOrder from './editOrder';
import grid from './grid';
import imports from './imports';
import inbox from './inbox';
import locations from './locations';
import media from './media';
import order from './order';
import orders from './orders';
import outcomes from './outcomes';
import payments from './payments';
import priceLists from './priceLists';
import privacy from './privacy';
import productBulk from './productBulk';
import products from './products';
import purchases from './purchases';
import refunds from './refunds';
import returns from './returns';
import review from './review';
import shipments from './shipments';
import shops from './shops';
import stock from './stock';
import suppliers from './suppliers';
import taxes from './taxes';
import timeline from './timeline';
import transfers from './transfers';
import variants from './variants';
import views from './views';

const selling: Selling = {
  address,
  bulk,
  categories,
  channels,
  channelSteps,
  collections,
  counts,
  customers,
  documents,
  drafts,
  editOrder,
  grid,
  imports,
  inbox,
  locations,
  media,
  order,
  orders,
  outcomes,
  payments,
  priceLists,
  privacy,
  productBulk,
  products,
  purchases,
  refunds,
  returns,
  review,
  shipments,
  shops,
  stock,
  suppliers,
  taxes,
  timeline,
  transfers,
  variants,
  views,
};

export default selling;
