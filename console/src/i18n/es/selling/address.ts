import type { Selling } from '../../catalogue';

const address: Selling['address'] = {
  name: 'Nombre',
  company: 'Empresa',
  line1: 'Calle y número',
  line2: 'Piso, puerta',
  postalCode: 'Código postal',
  city: 'Ciudad',
  region: 'Provincia',
  country: 'País',
  phone: 'Teléfono para el paquete',
};

export default address;
