//! What the binary put together at start and handlers ask for by type: the mailer, the key ring, the job registry.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use kernel::{Error, Result};

/// Shared services, found by their type. Cheap to clone.
#[derive(Clone, Default)]
pub struct Services(Arc<HashMap<TypeId, Box<dyn Any + Send + Sync>>>);

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services").field("count", &self.0.len()).finish()
    }
}

impl Services {
    /// The service of type `T`; an internal error when the binary did not provide one.
    pub fn get<T: Any + Send + Sync>(&self) -> Result<&T> {
        self.0.get(&TypeId::of::<T>()).and_then(|service| service.downcast_ref()).ok_or_else(|| {
            Error::internal(format!("the service {} was not provided at start", type_name::<T>()))
        })
    }
}

/// Collects services at start.
#[derive(Default)]
pub struct ServicesBuilder(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl fmt::Debug for ServicesBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServicesBuilder").field("count", &self.0.len()).finish()
    }
}

impl ServicesBuilder {
    /// Adds a service; a second one of the same type replaces the first.
    #[must_use]
    pub fn with<T: Any + Send + Sync>(mut self, service: T) -> Self {
        self.0.insert(TypeId::of::<T>(), Box::new(service));
        self
    }

    /// Ends the collection.
    pub fn build(self) -> Services {
        Services(Arc::new(self.0))
    }
}
