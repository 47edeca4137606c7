export default {
  name: 'Name',
  company: 'Company',
  line1: 'Street and number',
  line2: 'Addition',
  postalCode: 'Postal code',
  city: 'City',
  region: 'Region',
  country: 'Country',
  phone: 'Telephone for the parcel',
};
