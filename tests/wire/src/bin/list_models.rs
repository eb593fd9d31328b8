//! A program that lists the models with the settings of its environment: a test runs it in an environment of its own.

use std::process::ExitCode;

use consumer::list_model_ids;
use generated::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(ids) => {
            println!("{}", ids.join("\n"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<Vec<String>, Error> {
    list_model_ids(&Client::from_env()?).await
}
