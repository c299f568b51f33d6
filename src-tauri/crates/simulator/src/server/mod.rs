//! The simulator behind a listener, on a thread of its own.

mod connection;
mod postman;

use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::operator::IssuedKey;
use crate::simulator::{Options, Simulator};
use crate::{SimulatorError, webhooks};

/// How often work that time brings is looked for while nobody calls.
const TICK: Duration = Duration::from_millis(500);

/// Where and what to serve.
#[derive(Clone)]
pub struct ServeOptions {
    /// The address to listen on, such as `127.0.0.1:0`; port 0 takes a free one.
    pub listen: String,
    /// The world to serve.
    pub simulator: Options,
}

/// A simulator that is being served. It stops when this is dropped.
pub struct Running {
    /// What the client is given, `http://…/v1`.
    pub base_url: String,
    /// The control plane, `http://…/_sim`.
    pub control_url: String,
    /// The keys with their secrets; for an old world too.
    pub keys: Vec<IssuedKey>,
    simulator: Arc<Simulator>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// The key with this label.
    #[must_use]
    pub fn key(&self, label: &str) -> Option<&IssuedKey> {
        self.keys.iter().find(|key| key.label == label)
    }

    /// The machine behind the listener.
    #[must_use]
    pub fn simulator(&self) -> &Arc<Simulator> {
        &self.simulator
    }

    /// Stops serving and waits until it has stopped.
    pub fn stop(mut self) {
        self.end();
    }

    /// Waits until serving ends by itself, which it does not.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    fn end(&mut self) {
        let _ = self.stop.send(true);
        if let Some(thread) = self.thread.take() {
            // A thread that has panicked has said so already.
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Opens the world and serves it until the returned value is dropped. Needs no
/// runtime of the caller.
///
/// # Errors
/// [`SimulatorError::Listen`] if the address cannot be had, and the errors of
/// [`Simulator::open`].
pub fn serve(options: ServeOptions) -> Result<Running, SimulatorError> {
    let simulator = Arc::new(Simulator::open(options.simulator.clone())?);
    let keys = simulator.keys()?;
    let refused = |why: std::io::Error| SimulatorError::Listen {
        address: options.listen.clone(),
        why: why.to_string(),
    };
    let addresses: Vec<SocketAddr> = options.listen.to_socket_addrs().map_err(refused)?.collect();
    let listener = std::net::TcpListener::bind(addresses.as_slice()).map_err(refused)?;
    listener.set_nonblocking(true).map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("simulator")
        .enable_all()
        .build()
        .map_err(refused)?;
    let (stop, stopped) = watch::channel(false);
    let courier = webhooks::deliver::Courier::new(options.simulator.resolver);
    let served = Arc::clone(&simulator);
    let thread = std::thread::spawn(move || {
        runtime.block_on(run(listener, served, courier, stopped));
        runtime.shutdown_timeout(Duration::from_secs(1));
    });
    Ok(Running {
        base_url: format!("http://{address}/v1"),
        control_url: format!("http://{address}/_sim"),
        keys,
        simulator,
        stop,
        thread: Some(thread),
    })
}

async fn run(
    listener: std::net::TcpListener,
    simulator: Arc<Simulator>,
    courier: webhooks::deliver::Courier,
    mut stopped: watch::Receiver<bool>,
) {
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%error, "the simulator cannot listen");
            return;
        }
    };
    let time = tokio::spawn(postman::keep_time(Arc::clone(&simulator), TICK));
    let post = tokio::spawn(postman::deliver(Arc::clone(&simulator), courier, TICK));
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let _ = stream.set_nodelay(true);
                    tokio::spawn(connection::serve(
                        TokioIo::new(stream),
                        peer.ip(),
                        Arc::clone(&simulator),
                        stopped.clone(),
                    ));
                }
                Err(error) => {
                    // Out of file descriptors, most likely: let some go first.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    time.abort();
    post.abort();
}
