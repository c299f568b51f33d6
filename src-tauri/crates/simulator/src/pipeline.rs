//! The way of one call through the rules: address, caller, limits, endpoint,
//! scope, idempotency, and only then the deed. Whatever the outcome is, it is
//! written into the audit log in the same transaction.

use std::time::Duration;

use serde_json::json;

use crate::auth::{self, Refused};
use crate::call::Call;
use crate::idempotency::{self, Kept, Known};
use crate::limiter::Left;
use crate::problem::{Code, Problem};
use crate::router::{self, Miss, Route, plain_path};
use crate::shapes;
use crate::turn::{Answer, Stop, Turn};
use crate::world::ApiKey;
use crate::{SimulatorError, audit, handlers, limiter, lockout, store};

/// What goes back, before what every answer carries is added.
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// What the audit log says about a call beside its request and its answer.
#[derive(Default)]
struct Trace {
    key: Option<ApiKey>,
    code: Option<Code>,
    reason: Option<&'static str>,
}

/// Answers a call and writes it into the audit log. A request that is told to
/// take `slow` counts as running until then for its idempotency key.
pub(crate) fn answer(
    turn: &mut Turn<'_>,
    call: &Call,
    slow: Duration,
) -> Result<Answered, SimulatorError> {
    let mut trace = Trace::default();
    let answered = match decide(turn, call, slow, &mut trace) {
        Ok(answered) => answered,
        Err(Stop::Refused(problem)) => {
            trace.code = Some(problem.code);
            trace.reason = problem.reason;
            refusal(turn.request_id, *problem)
        }
        Err(Stop::Broken(error)) => return Err(error),
    };
    record(turn, call, answered.status, &trace)?;
    Ok(answered)
}

/// Writes a request into the audit log.
fn record(turn: &Turn<'_>, call: &Call, status: u16, trace: &Trace) -> Result<(), SimulatorError> {
    audit::note(
        turn,
        "request",
        &json!({
            "method": call.method,
            "path": call.path_and_query,
            "ip": call.peer_ip.to_string(),
            "key": trace.key.as_ref().map(|key| &key.id),
            "account": trace.key.as_ref().map(|key| key.tenant.0),
            "status": status,
            "code": trace.code.map(Code::as_str),
            "reason": trace.reason,
        }),
    )
}

fn decide(
    turn: &mut Turn<'_>,
    call: &Call,
    slow: Duration,
    trace: &mut Trace,
) -> Result<Answered, Stop> {
    limiter::take_address(turn, call.peer_ip)??;
    let route = router::find(call);
    if route == Ok(Route::Health) {
        return render(turn, handlers::health());
    }
    let key = match auth::authenticate(turn, call)? {
        Ok(key) => key,
        Err(Refused { reason, key }) => {
            if let Some(key) = key {
                lockout::count_failure(turn, &key)?;
                trace.key = Some(key);
            }
            return Err(Problem::unauthenticated(reason).into());
        }
    };
    trace.key = Some(key.clone());
    let left = limiter::take_key(turn, &key)??;
    store::keys::touch(turn.db, &key.id, turn.now)?;
    let mut answered = match route_and_do(turn, &key, route, call, slow) {
        Ok(answered) => answered,
        Err(Stop::Refused(problem)) => {
            trace.code = Some(problem.code);
            trace.reason = problem.reason;
            refusal(turn.request_id, *problem)
        }
        Err(Stop::Broken(error)) => return Err(error.into()),
    };
    add_limits(&mut answered, left);
    Ok(answered)
}

fn add_limits(answered: &mut Answered, left: Left) {
    answered.headers.extend(left.headers());
}

fn route_and_do(
    turn: &mut Turn<'_>,
    key: &ApiKey,
    route: Result<Route, Miss>,
    call: &Call,
    slow: Duration,
) -> Result<Answered, Stop> {
    let route = route.map_err(missed)?;
    if let Some(scope) = route.scope().filter(|scope| !key.may(scope)) {
        return Err(Problem {
            reason: Some("missing_scope"),
            ..Problem::new(
                Code::ForbiddenScope,
                format!("The key needs the scope {scope}."),
            )
        }
        .into());
    }
    if route.is_idempotent_post() {
        once(turn, key, route, call, slow)
    } else {
        let answer = handlers::handle(turn, key, route, call)?;
        render(turn, answer)
    }
}

/// Does the work of an idempotency key once, and answers the same afterwards.
fn once(
    turn: &mut Turn<'_>,
    key: &ApiKey,
    route: Route,
    call: &Call,
    slow: Duration,
) -> Result<Answered, Stop> {
    let path = plain_path(call);
    let idempotency_key = match idempotency::look_up(turn, key, call, path)? {
        Known::New(idempotency_key) => idempotency_key,
        Known::Refused(problem) => return Err(problem.into()),
        Known::Answered(kept) => {
            return Ok(Answered {
                status: kept.status,
                headers: kept.headers,
                body: kept.body,
            });
        }
    };
    let answered = match handlers::handle(turn, key, route, call) {
        Ok(answer) => render(turn, answer)?,
        Err(Stop::Refused(problem)) => refusal(turn.request_id, *problem),
        Err(broken @ Stop::Broken(_)) => return Err(broken),
    };
    let kept = Kept {
        status: answered.status,
        headers: answered.headers,
        body: answered.body,
    };
    let ready_at = turn.after(slow);
    idempotency::keep(
        turn,
        key,
        &idempotency_key,
        (path, &call.body),
        &kept,
        ready_at,
    )?;
    Ok(Answered {
        status: kept.status,
        headers: kept.headers,
        body: kept.body,
    })
}

fn missed(miss: Miss) -> Problem {
    match miss {
        Miss::Path => Problem::not_found(),
        Miss::Method(allowed) => Problem::new(
            Code::MethodNotAllowed,
            format!("This path takes only {allowed}."),
        )
        .with_header("allow", &allowed),
    }
}

fn render(turn: &Turn<'_>, answer: Answer) -> Result<Answered, Stop> {
    match answer {
        Answer::Json {
            status,
            kind,
            body,
            page,
        } => {
            let shaped = shapes::apply(turn.shape, kind, body, page.as_ref());
            let mut headers = shaped.headers;
            headers.push(content_type("application/json"));
            Ok(Answered {
                status,
                headers,
                body: shaped.body.to_string().into_bytes(),
            })
        }
        Answer::Pdf(body) => Ok(Answered {
            status: 200,
            headers: vec![content_type("application/pdf")],
            body,
        }),
    }
}

/// A refusal as it goes out.
pub(crate) fn refusal(request_id: &str, problem: Problem) -> Answered {
    let body = problem.body(request_id);
    let mut headers = problem.headers;
    headers.push(content_type("application/problem+json"));
    Answered {
        status: problem.status,
        headers,
        body,
    }
}

fn content_type(of: &str) -> (String, String) {
    ("content-type".to_owned(), of.to_owned())
}
