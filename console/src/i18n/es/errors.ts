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
    already_member: 'Esta persona ya es miembro.',
    already_invited: 'Esta dirección tiene una invitación abierta. Vuelve a enviarla o retírala.',
    invitation_closed: 'Esta invitación ya se ha respondido o retirado.',
    already_replaced: 'Esta clave ya se ha sustituido.',
    already_suppressed: 'Esta dirección ya está bloqueada.',
    account_changed: 'Tu cuenta ha cambiado mientras tanto. Recarga la página.',
    session_ended: 'Tu sesión ha terminado. Vuelve a iniciar sesión.',
    job_running: 'Esta tarea se está ejecutando ahora mismo.',
    job_not_waiting: 'Esta tarea ya no está esperando.',
    idempotency_key_in_use: 'Ya se está trabajando en ello. Espera un momento.',
    mail_server_unavailable: 'No se puede contactar con el servidor de correo.',
    database_busy: 'El servicio está ocupado. Vuelve a probar en un momento.',
    last_owner: 'Una organización necesita al menos un propietario. Nombra antes a otra persona.',
  },
  fieldCodes: {
    required: 'Este campo es necesario.',
    invalid_email: 'Escribe una dirección como nombre@ejemplo.com.',
    wrong_password: 'Esta no es tu contraseña actual.',
    too_weak: 'Esta contraseña es demasiado fácil de adivinar.',
    out_of_range: 'Este número está fuera de los límites.',
    in_the_past: 'Elige un momento futuro.',
    control_character: 'Contiene caracteres que no se pueden usar.',
    unknown_currency: 'Elige una moneda de la lista.',
    scope_not_allowed: 'No puedes dar un permiso que no tienes.',
    too_long: 'Es demasiado largo.',
    too_short: 'Es demasiado corto.',
    taken: 'Ya está en uso.',
  },
};

export default errors;
