//! Spans and events.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{KEY, Script, answer, client, fine, retrieve};

/// Writes down all that is recorded.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("codegen_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = self.0.lock().unwrap();
        write!(text, "\nspan {}", span.metadata().name()).unwrap();
        span.record(&mut Line(&mut text));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = self.0.lock().unwrap();
        text.push_str("\nevent");
        event.record(&mut Line(&mut text));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_is_a_span_and_an_attempt_is_an_event() {
    let recorder = Recorder::default();
    let guard = tracing::subscriber::set_default(recorder.clone());
    let script = Script::new([answer(503, &[("retry-after", "3"), ("x-request-id", "r1")], ""), fine()]);
    retrieve(&client(&script), "private-model").query("token", KEY).await.unwrap();
    drop(guard);
    let text = recorder.0.lock().unwrap();
    let lines: Vec<_> = text.trim().lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert_eq!(lines[0], "span call operation=\"retrieveModel\" method=GET path=\"/models/{model}\"");
    assert!(lines[1].contains("message=answered attempt=1 status=503 request_id=\"r1\" elapsed="), "{text}");
    assert!(lines[2].contains("pause=3s"), "{text}");
    assert!(lines[3].contains("attempt=2 status=200"), "{text}");
    assert!(!text.contains("s3cr3t") && !text.contains("private-model"), "{text}");
}
