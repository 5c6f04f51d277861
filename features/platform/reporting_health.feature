Feature: Reporting health

  Somebody has to notice at night that the shop is unwell. One short question tells whether
  everything works, and which part does not.

  Rule: The shop is healthy when all its parts are

    @smoke @api
    Scenario: All parts work
      When a watchman asks how the shop is
      Then the answer is that it is healthy

    @smoke @api @resilience
    Scenario: A part that is down is named
      Given the part that keeps orders is down
      When a watchman asks how the shop is
      Then the answer is that orders cannot be reached
      And the entrance itself still answers
