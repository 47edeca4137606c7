import type { Catalogue } from '../catalogue';
import { pluralFor } from '../plural';

const plural = pluralFor('es');

const errors: Catalogue['errors'] = {
  title: 'No ha funcionado',
  loadTitle: 'No se ha podido cargar',
  crashTitle: 'Algo ha fallado en esta página',
  crashHint: 'El resto de la consola sigue funcionando. Recarga la página y, si vuelve a ocurrir, envía la referencia de abajo a tu operador.',
  notFoundTitle: 'Esta página no existe',
  notFoundHint: 'Puede que el enlace sea antiguo o que la dirección esté mal escrita.',
  goHome: 'Ir a la página de inicio',
  forbiddenTitle: 'Tu rol no permite hacer esto',
  forbiddenHint: 'Pide a un propietario o administrador de la organización que cambie tu rol.',
  reload: 'Recargar la página',
  requestId: 'Petición',
  reference: (id) => `(petición ${id})`,
  retryIn: (seconds) =>
    `Demasiados intentos. Vuelve a probar dentro de ${plural(seconds, { one: '# segundo', other: '# segundos' })}.`,
  codes: {
    network: 'No se ha podido contactar con el servidor. Comprueba tu conexión.',
    invalid_credentials: 'Esa dirección de correo y esa contraseña no se corresponden.',
    email_unverified: 'Confirma antes tu dirección de correo. Te hemos enviado un enlace.',
    rate_limited: 'Demasiados intentos. Espera un momento y vuelve a probar.',
    forbidden: 'Tu rol no permite hacer esto.',
    not_found: 'Esto ya no existe.',
    precondition_failed: 'Otra persona lo ha cambiado mientras tanto. Recarga para ver su versión.',
    unavailable: 'El servicio está ocupado. Vuelve a probar en un momento.',
    internal: 'El servidor ha tenido un problema. Ha quedado registrado.',
    invalid_token: 'Este enlace ya no es válido. Pide uno nuevo.',
    token_expired: 'Este enlace ha caducado. Pide uno nuevo.',
    last_owner: 'Una organización necesita al menos un propietario. Nombra antes a otra persona.',
  },
  fieldCodes: {
    required: 'Este campo es necesario.',
    invalid_email: 'Escribe una dirección como nombre@ejemplo.com.',
    weak_password: 'Esta contraseña es demasiado fácil de adivinar.',
    wrong_password: 'Esta no es tu contraseña actual.',
    too_long: 'Es demasiado largo.',
    too_short: 'Es demasiado corto.',
    taken: 'Ya está en uso.',
  },
};

export default errors;
