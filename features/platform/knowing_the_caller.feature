Feature: Knowing the caller

  Some answers are for everybody, some for the customer they are about, some for staff. The
  entrance asks who is calling before any part is troubled, and keeps a note of who was turned away.

  Rule: Private answers are given to people who have signed in

    @smoke @api @security
    Scenario: A stranger is asked to sign in
      When a stranger's program asks who it acts for
      Then the request is refused because it has not signed in
      And the refusal says how to sign in

    @smoke @api @security
    Scenario: Ada is let in after signing in
      Given Ada has an account
      When a program asks who it acts for on behalf of Ada
      Then the answer names Ada

    @api
    Scenario: The kind of proof is read in any letters
      Given Ada has an account
      When a program names its proof in small letters and asks who it acts for on behalf of Ada
      Then the answer names Ada

  Rule: Who somebody is follows from signing in, and from nothing that a program says

    @api @security
    Scenario: A stranger's program says that it acts for a member of the staff
      Given Sam is a member of the stock staff
      When a stranger's program says that it acts for Sam and tries to read the list of people
      Then the request is refused because it has not signed in

  Rule: Private answers are kept by nobody on their way

    @api @security
    Scenario Outline: Nobody keeps an answer about <subject>
      Given Ada has an account
      When a program asks about <subject> on behalf of Ada
      Then the answer says that nobody may keep it

      Examples:
        | subject     |
        | the profile |
        | the cart    |
        | orders      |

  Rule: The list of people is for staff alone

    @smoke @api @security
    Scenario: A customer may not read the list of people
      Given Ada has an account
      When a program tries to read the list of people on behalf of Ada
      Then the request is refused because it is not allowed to
      And a refused access is recorded in the audit log

    @api @security
    Scenario: A member of staff reads the list of people
      Given Sam is a member of the stock staff
      When a program reads the list of people on behalf of Sam
      Then the list names Sam

    @api
    Scenario: The list begins with those who came last
      Given Sam is a member of the stock staff
      And Ada has an account
      When a program reads the list of people on behalf of Sam
      Then the list names Ada before Sam
