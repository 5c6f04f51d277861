Feature: Keeping the entrance free

  Whoever calls takes a place at the entrance. Those who only pretend to call must not keep the others
  out, and must not smuggle in what nobody has looked at.

  Rule: Whoever does not say all of it within 10 seconds is sent away

    @api @security @slow
    Scenario: Two programs do not say what they want
      When one program begins a message and does not end it, and another says nothing
      Then the first is told that it takes too long, and both are sent away after 10 seconds

  Rule: A message has one length

    @api @security
    Scenario: A program says in two ways how long its message is
      When a program says in two ways how long its message is
      Then it is told that this cannot be read

  Rule: Whoever leaves disturbs nobody

    @api @resilience
    Scenario: A program leaves in the middle of its message
      When a program leaves in the middle of its message
      Then the entrance itself still answers
