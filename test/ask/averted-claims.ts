import type { HostileClaim } from './hostile-claims.ts';

type Row = readonly [verdict: HostileClaim['verdict'], said: string, claim: string];

/**
 * Claims whose own words look as if they told what the quote sets apart ("than", "over", "against", "almost"), and
 * quotes that only sound as if a thing had not come about. Written before the rules were mended.
 */
export const CLAIMS_BESIDE_WHAT_WAS_NOT: readonly Omit<HostileClaim, 'why'>[] = (
  [
    // An amount is no preference.
    ['removed', 'We were about to sign for more than 40 seats.', 'They signed for more than 40 seats.'],
    ['removed', 'We almost paid over 40 thousand for the module.', 'They paid over 40 thousand for the module.'],
    [
      'removed',
      'We nearly lost more than two weeks of payroll data.',
      'They lost more than two weeks of payroll data.',
    ],
    ['removed', 'Legal refused to sign for less than a year.', 'Legal signed for less than a year.'],
    ['removed', 'The board declined to spend over half a million.', 'The board spends over half a million.'],
    ['removed', 'They backed out of buying more than 300 tablets.', 'They are buying more than 300 tablets.'],
    ['removed', 'We would rather leave than sign for more than 40 seats.', 'They sign for more than 40 seats.'],
    ['removed', 'We came close to missing over thirty audits.', 'They missed over thirty audits.'],
    ['removed', 'We held off on hiring more than six nurses.', 'They hired more than six nurses.'],
    ['removed', 'The planner kept us from losing more than a day.', 'They lost more than a day.'],
    // Words of what did not come about tell nothing of it.
    ['removed', 'We almost voted against the renewal in May.', 'They voted against the renewal in May.'],
    ['removed', 'The works council nearly decided against the pilot.', 'The works council decided against the pilot.'],
    ['removed', 'We were about to go over the budget with finance.', 'They went over the budget with finance.'],
    ['removed', 'We forgot to go over the contract with legal.', 'They went over the contract with legal.'],
    ['removed', 'Legal failed to warn us against the clause.', 'Legal warned them against the clause.'],
    ['removed', 'We were too busy to compare it against the old planner.', 'They compared it against the old planner.'],
    ['removed', 'You talked us out of switching over to Dutyboard.', 'They are switching over to Dutyboard.'],
    [
      'removed',
      'We nearly sent the invoice to Oslo instead of Bergen.',
      'They sent the invoice to Oslo instead of Bergen.',
    ],
    ['removed', 'We were about to take Postgres over Oracle.', 'They took Postgres over Oracle.'],
    ['removed', 'The bank refused to take over the loan for the plant.', 'The bank takes over the loan for the plant.'],
    ['removed', 'We almost paid nearly 40 thousand for the module.', 'They paid nearly 40 thousand for the module.'],
    [
      'removed',
      'We were about to pay forty thousand for the module.',
      'They paid almost forty thousand for the module.',
    ],
    // Put behind something else, in other words.
    ['removed', "I'd rather resign than approve the budget.", 'They approve the budget.'],
    ['removed', 'The nurses would much rather quit than use the tablets.', 'The nurses use the tablets.'],
    ['removed', 'We would sooner close the plant than cancel the contract.', 'They cancel the contract.'],
    ['removed', 'They signed with Dutyboard instead of renewing the contract.', 'They are renewing the contract.'],
    ['removed', 'We would prefer to wait rather than sign the agreement.', 'They sign the agreement.'],
    // Only near, or left undone, in other words.
    ['removed', 'He stopped just short of saying that the planner is useless.', 'The planner is useless.'],
    ['removed', 'She stopped short of promising the renewal.', 'She promised the renewal.'],
    ['removed', 'We were this close to cancelling the contract.', 'They cancelled the contract.'],
    ['removed', 'We had been about to cancel the pilot in Bergen.', 'They cancelled the pilot in Bergen.'],
    ['removed', 'We were on the point of cancelling the pilot in Bergen.', 'They cancelled the pilot in Bergen.'],
    ['removed', 'We were within an inch of cancelling the pilot in Bergen.', 'They cancelled the pilot in Bergen.'],
    ['removed', 'We all but cancelled the pilot in Bergen.', 'They cancelled the pilot in Bergen.'],
    ['removed', 'We narrowly avoided losing the payroll data.', 'They lost the payroll data.'],
    ['removed', 'We thought better of cancelling the pilot in Bergen.', 'They cancelled the pilot in Bergen.'],
    ['removed', 'Finance never got around to paying the invoice.', 'Finance is paying the invoice.'],
    ['removed', 'We chose not to extend the loan for the plant.', 'They extend the loan for the plant.'],
    ['removed', 'We shied away from signing the agreement.', 'They are signing the agreement.'],
    ['removed', 'Legal stood in the way of signing the agreement.', 'Legal is signing the agreement.'],
    // A claim that tells it in its own words stands.
    ['kept', 'We would rather leave than pay over 40 thousand.', 'They would leave rather than pay over 40 thousand.'],
    ['kept', 'We almost paid over 40 thousand for it.', 'They almost paid over 40 thousand for it.'],
    ['kept', 'We were about to sign for more than 40 seats.', 'They were about to sign for more than 40 seats.'],
    ['kept', 'Legal refused to sign for less than a year.', 'Legal did not sign for less than a year.'],
    ['kept', 'We would rather take Postgres than Oracle.', 'They like Postgres more than Oracle.'],
    ['kept', 'We decided against buying the tablets for Oslo.', 'They are against buying the tablets for Oslo.'],
    ['kept', 'We nearly cancelled the contract in spring.', 'They came close to cancelling the contract in spring.'],
    ['kept', 'The bank ruled out extending the loan.', 'The bank is against extending the loan.'],
    // Amounts and comparisons.
    ['kept', 'We signed for more than 40 seats in May.', 'They signed for more than 40 seats.'],
    ['kept', 'We paid over 40 thousand for the module.', 'They paid over 40 thousand for the module.'],
    ['kept', 'We rather need more than 40 seats in Oslo.', 'They need more than 40 seats in Oslo.'],
    ['kept', 'It was rather slow, slower than the old planner.', 'It was slower than the old planner.'],
    ['kept', 'No sooner had we signed than they raised the price.', 'They raised the price.'],
    ['kept', 'The renewal took almost as long as the pilot.', 'The renewal took almost as long as the pilot.'],
    // "Too" that hinders nothing.
    ['kept', 'We are only too glad to sign the renewal.', 'They are glad to sign the renewal.'],
    ['kept', 'Legal is only too happy to sign the agreement.', 'Legal is happy to sign the agreement.'],
    ['kept', 'Finance was all too willing to extend the loan.', 'Finance was willing to extend the loan.'],
    ['kept', 'They were too quick to cancel the contract.', 'They were quick to cancel the contract.'],
    ['kept', 'The contract is too easy to cancel for us.', 'The contract is easy to cancel.'],
    ['kept', 'We have some too, to test the tablets in Oslo.', 'They test the tablets in Oslo.'],
    // Places
    ['kept', 'The warehouse is on the edge of Bergen.', 'The warehouse is in Bergen.'],
    ['kept', 'Our plant stands on the edge of the harbour.', 'The plant stands at the harbour.'],
    ['kept', 'The new office is on the edge of town, with the nurses.', 'The new office is on the edge of town.'],
    ['kept', 'The route came close to the harbour in Oslo.', 'The route came close to the harbour in Oslo.'],
    // Not left undone
    ['kept', 'The planner never failed to sync the shifts.', 'The planner syncs the shifts.'],
    ['kept', 'The audit did not keep us from signing in May.', 'They were signing in May.'],
    ['kept', 'Nothing stopped us from signing the renewal.', 'They are signing the renewal.'],
    ['kept', 'It is never too late to renew the contract.', 'It is never too late to renew the contract.'],
    ['kept', 'We made it from Bergen and kept the plant from March.', 'They kept the plant from March.'],
  ] satisfies Row[]
).map(([verdict, said, claim]) => ({ kind: 'denial', verdict, said, claim }));
