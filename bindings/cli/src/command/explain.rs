//! `explain`: why a rule or an action came out as it did.

use safeguarding::id::{ActionId, RuleId};
use safeguarding::model::Ruleset;
use safeguarding::run::compose::stamp;
use safeguarding::run::explain::{Explanation, explain_action, explain_rule};
use safeguarding::run::fold::{Folded, fold};

use super::strict_case;
use crate::Ended;
use crate::args::{Explain, Shared};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::item::Detail;
use crate::render::page::Page;
use crate::render::{explanation, standing};
use crate::viewer;

pub(super) fn run(args: &Explain, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let (ruleset, case) = strict_case(&args.case.file, shared)?;
    let query = viewer::query(&args.asking, &ruleset, &case)?;
    let folded = fold(&ruleset, &case, &query.view, query.at, query.known_at);
    let found = find(&folded, &args.of, args.exact).ok_or_else(|| unknown(&ruleset, &args.of))?;
    if output.is_json() {
        output.document("explanation", &found);
    } else {
        let mut page = Page::new(output.width());
        standing::standing(&mut page, &stamp(&ruleset));
        standing::asked(&mut page, &query, &case);
        explanation::text(&mut page, &found, Detail { ruleset: &ruleset, verbose: shared.verbose });
        output.text(&page.into_text());
    }
    Ok(Ended::Answered)
}

fn find(folded: &Folded<'_>, of: &str, exactly: bool) -> Option<Explanation> {
    explain_rule(folded, &RuleId::from(of), exactly).or_else(|| explain_action(folded, &ActionId::from(of), exactly))
}

fn unknown(ruleset: &Ruleset, of: &str) -> Failure {
    let rules = ruleset.rules.iter().map(|rule| rule.id.as_str());
    let actions = ruleset.actions.iter().map(|action| action.id.as_str());
    let near = safeguarding::expr::nearest(of, rules.chain(actions));
    Failure::Usage {
        message: format!("the ruleset `{}` has no rule and no action `{of}`", ruleset.name),
        help: near.map(|near| format!("the nearest is `{near}`; `assess` shows the rules of an answer in brackets")),
    }
}
